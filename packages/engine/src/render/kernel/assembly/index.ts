// In these files `@ts-ignore: decorator` is for editors: AssemblyScript takes decorators on functions, TypeScript does not.
export { warp, warpOver, warpMix, warpLight } from "./warp";
export { copyStill, stillOver, shade, enliven } from "./still";
export { packRows } from "./pack";
export { fromRgb, sharpen, mirrorBorder } from "./texture";
export { capsules, petals, mist, veil } from "./overlay";
export { enlarge } from "./enlarge";
export { lookThrough } from "./look";
