export { createKinora, type KinoraProvider, type KinoraSettings } from "./create-kinora.ts";
