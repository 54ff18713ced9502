import { writeFile } from "node:fs/promises";
import { format } from "prettier";
import { openApiDocument } from "../packages/server/src/http/openapi/openapi-document.ts";
import { VERSION } from "../packages/server/src/version.ts";

/** Writes docs/openapi.json from the route table: `npm run openapi`. A test says when it is needed. */
const text = await format(JSON.stringify(openApiDocument(VERSION)), { parser: "json", printWidth: 120 });
await writeFile(new URL("../docs/openapi.json", import.meta.url), text);
