import { ROUTES } from "@kinora/contract";

/** A method and a path, with `:id` or `{id}` where an id stands. */
export interface Target {
  readonly method: string;
  readonly path: string;
}

const at = (methods: string, ...paths: readonly string[]): Target[] =>
  methods.split(" ").flatMap((method) => paths.map((path) => ({ method, path })));

const AOG = "/aog/v0.2";

/** Routes that the native table does not list: the dialects, MCP, pages, and what tells how the server is. */
const OTHERS: readonly Target[] = [
  ...at("GET", "/", "/health", "/ready", "/version", "/metrics", "/openapi.json", "/docs", "/studio", "/favicon.ico"),
  ...at("GET HEAD", "/artifacts/:capability/:file"),
  ...at("POST GET", "/v1/videos"),
  ...at("GET DELETE", "/v1/videos/:id"),
  ...at("GET HEAD", "/v1/videos/:id/content"),
  ...at("POST", "/v1/videos/:id/remix", "/v1/videos/edits", "/v1/videos/extensions", "/v1/videos/characters"),
  ...at("GET", "/v1/models", "/v1/models/:id"),
  ...at("POST GET DELETE", "/mcp"),
  ...at("POST", `${AOG}/services/image-to-video`, `${AOG}/api_flavors/aliyun/v1/image-to-video`),
  ...at("GET PUT POST", `${AOG}/service`),
  ...at("POST", `${AOG}/service/install`, `${AOG}/service/export`, `${AOG}/service/import`, `${AOG}/config/import`),
  ...at("GET PUT POST DELETE", `${AOG}/service_provider`, `${AOG}/model`),
  ...at("GET", `${AOG}/service_provider/detail`, `${AOG}/model/recommend`, `${AOG}/model/support`),
  ...at("POST", `${AOG}/model/stream`, `${AOG}/model/stream/cancel`, `${AOG}/control_panel/set_default`),
  ...at("GET", `${AOG}/control_panel/dashboard`, `${AOG}/control_panel/about`, `${AOG}/health`, `${AOG}/config/export`),
];

/** This one alone asks a provider: a fuzz run must not talk to vendors. */
const TALKS_TO_VENDORS = "/api/v1/providers/:id/test";

/** Every route of the native table but one, and those others that are listed here. */
export const TARGETS: readonly Target[] = [
  ...Object.values(ROUTES).filter(({ path }) => path !== TALKS_TO_VENDORS),
  ...OTHERS,
];
