import type { Chance } from "../../bench/engine/fuzz/chance.ts";

/** A body with the content type under which it is sent. */
export interface Body {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Names that the routes know, and names that they had better not. */
const NAMES = [
  ...[
    "image",
    "image_type",
    "prompt",
    "model",
    "duration_seconds",
    "resolution",
    "aspect_ratio",
    "fps",
    "seed",
    "wait",
  ],
  ...["provider_options", "webhook_url", "idempotency_key", "end_image", "motion", "fallbacks", "strict", "budget"],
  ...[
    "url",
    "events",
    "name",
    "scopes",
    "limits",
    "key",
    "title",
    "tags",
    "favourite",
    "config",
    "version",
    "services",
  ],
  ...["service_name", "service_source", "provider_name", "method", "jsonrpc", "id", "params", "arguments", "input"],
  ...["input_reference", "seconds", "size", "data", "stream", "action", "task", "file", "priority", "expires_at"],
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "", "\u0000", "a".repeat(300)],
];

const TEXTS = [
  "",
  " ",
  "clouds drift slowly",
  PIXEL,
  `data:image/png;base64,${PIXEL}`,
  "local/kinora-motion-1",
  "path",
  "base64",
  "url",
  "http://127.0.0.1:1/x.png",
  "http://0x7f.1/x",
  "file:///etc/passwd",
  "https://user:pw@nowhere.invalid/",
  "../../../../etc/passwd",
  "C:\\Windows\\win.ini",
  "gen_00000000000000000000000000",
  "\u0000",
  "\r\nset-cookie: a=b",
  "\u001b[2J\u009b31m",
  "<script>alert(1)</script>",
  "\ud800",
  "\u202egnp.exe",
  "𝒳".repeat(500),
  "tools/call",
  "initialize",
  "1e400",
  "9".repeat(400),
  "2026-02-30T25:61:61Z",
  "((((((((((".repeat(200),
  "a ".repeat(4000),
];

const NUMBERS = [0, -0, -1, 1, 0.5, 5, 1e21, -1e308, 1e308, 2 ** 31, 2 ** 53, 2 ** 53 + 2, Number.MIN_VALUE, 1e-7];

const leaf = (chance: Chance): unknown =>
  chance.pick([null, true, false, chance.pick(NUMBERS), chance.pick(TEXTS), chance.pick(TEXTS), [], {}]);

const value = (chance: Chance, depth: number): unknown => {
  if (depth === 0 || chance.happens(0.6)) return leaf(chance);
  if (chance.happens(0.3)) return Array.from({ length: chance.whole(0, 5) }, () => value(chance, depth - 1));
  return members(chance, depth - 1);
};

const members = (chance: Chance, depth: number): unknown =>
  Object.fromEntries(Array.from({ length: chance.whole(0, 6) }, () => [chance.pick(NAMES), value(chance, depth)]));

/** Bodies that are nearly right reach deeper than noise does. */
const nearlyRight = (chance: Chance): object => ({
  ...chance.pick([
    { image: PIXEL, image_type: "base64", prompt: "clouds" },
    { image: "upl_x", image_type: "upload" },
    { model: "local/kinora-motion-1", prompt: "water", input_reference: `data:image/png;base64,${PIXEL}` },
    { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "create_video", arguments: { image: PIXEL } } },
    { jsonrpc: "2.0", id: 1, method: "tools/list" },
    { url: "https://nowhere.invalid/hook", events: ["generation.succeeded"] },
    { name: "k", scopes: ["read"] },
    { title: "t", tags: ["a"] },
    { version: "0.2", services: {}, service_providers: {} },
    { service_name: "image-to-video", provider_name: "x", service_source: "remote" },
  ]),
  [chance.pick(NAMES)]: value(chance, 3),
});

const json = (chance: Chance): string => {
  const text = JSON.stringify(chance.happens(0.6) ? nearlyRight(chance) : value(chance, 4));
  const at = chance.whole(0, text.length);
  return chance.pick([
    text,
    text,
    text,
    text.slice(0, at),
    text.slice(0, at) + chance.pick(["\0", "\ufeff", ",", "}", "]", '"', "\\u12", "NaN", "1e999"]) + text.slice(at),
    "[".repeat(chance.whole(1, 20_000)),
    `${'{"a":'.repeat(3000)}1${"}".repeat(3000)}`,
    `{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}`,
    `{"duration_seconds":${"9".repeat(5000)}}`,
  ]);
};

const part = (chance: Chance): string => {
  const name = chance.pick([...NAMES, "image", "file", 'a"; filename="b', "a\r\nx: y"]);
  const file = chance.happens(0.4) ? `; filename="${chance.pick(TEXTS)}"` : "";
  const type = chance.happens(0.3) ? `\r\nContent-Type: ${chance.pick(["image/png", "text/html", "x", ""])}` : "";
  return `Content-Disposition: form-data; name="${name}"${file}${type}\r\n\r\n${chance.pick(TEXTS)}`;
};

const form = (chance: Chance): Body => {
  const boundary = chance.pick(["b", "x".repeat(70), "--", "a b"]);
  const parts = Array.from({ length: chance.happens(0.02) ? 1500 : chance.whole(0, 6) }, () => part(chance));
  const whole = `${parts.map((one) => `--${boundary}\r\n${one}\r\n`).join("")}--${boundary}--\r\n`;
  const cut = chance.happens(0.3) ? whole.slice(0, chance.whole(0, whole.length)) : whole;
  const said = chance.pick([
    `; boundary=${boundary}`,
    `; boundary="${boundary}"`,
    "; boundary=other",
    "; boundary=",
    "",
  ]);
  return { contentType: `multipart/form-data${said}`, bytes: Buffer.from(cut) };
};

const noise = (chance: Chance): Buffer =>
  Buffer.from(Array.from({ length: chance.whole(0, 400) }, () => chance.whole(0, 255)));

const TYPES = [
  "application/json",
  "application/json; charset=utf-16",
  "text/plain",
  "application/x-www-form-urlencoded",
  "image/png",
  "application/octet-stream",
  "multipart/form-data",
  "a/b; c",
  "/",
  "\u00e9",
  "",
];

/** One body that no client would send on purpose. */
export const makeBody = (chance: Chance): Body =>
  chance.pick([
    () => ({ contentType: "application/json", bytes: Buffer.from(json(chance)) }),
    () => ({ contentType: "application/json", bytes: Buffer.from(json(chance)) }),
    () => ({ contentType: chance.pick(TYPES), bytes: Buffer.from(json(chance)) }),
    () => form(chance),
    () => ({ contentType: chance.pick(TYPES), bytes: noise(chance) }),
    () => ({ contentType: "application/json", bytes: Buffer.alloc(0) }),
  ])();
