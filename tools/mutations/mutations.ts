/** A defence of docs/security.md taken away, and the test that must see it. */
export interface Mutation {
  /** As the table of docs/security.md says it. */
  readonly threat: string;
  /** What is taken away, in a few words. */
  readonly without: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly text: string;
  readonly instead: string;
  /** A test file. */
  readonly test: string;
}

const FETCH_TEST = "packages/net/src/fetch-capped.test.ts";
const CHECK_IMAGE = "packages/media/src/images/check-image.ts";
const CHECK_IMAGE_TEST = "packages/media/src/images/check-image.test.ts";
const WRONG_INPUT_TEST = "packages/server/src/http/wrong-input.test.ts";
const SAME_SITE = "packages/server/src/http/same-site.ts";
const SAME_SITE_TEST = "packages/server/src/http/same-site.test.ts";

export const MUTATIONS: readonly Mutation[] = [
  {
    threat: "an address in any spelling of a private one, IPv6, mapped",
    without: "IPv4 ranges",
    file: "packages/net/src/public-address.ts",
    text: '  address.range() === "unicast" && !CLOUD_PLATFORM_ADDRESSES.has(address.toString());',
    instead: '  address.toString() !== "";',
    test: "packages/net/src/public-address.test.ts",
  },
  {
    threat: "an address in any spelling of a private one, IPv6, mapped",
    without: "IPv4 inside IPv6",
    file: "packages/net/src/public-address.ts",
    text: "  if (address.isIPv4MappedAddress()) return isPublicIpv4(address.toIPv4Address());",
    instead: "  if (address.isIPv4MappedAddress()) return true;",
    test: "packages/net/src/public-address.test.ts",
  },
  {
    threat: "a name that leads to a private address, or changes its mind",
    without: "the look at the peer",
    file: "packages/net/src/guarded-connector.ts",
    text: "    if (admits(socket.remoteAddress)) {",
    instead: "    if (admits(socket.remoteAddress) || target.port > 0) {",
    test: FETCH_TEST,
  },
  {
    threat: "a name that leads to a private address, or changes its mind",
    without: "the one answer that was checked",
    file: "packages/net/src/guarded-connector.ts",
    text: "timeout: CONNECT_TIMEOUT_MS, lookup: answering(addresses) });",
    instead: "timeout: CONNECT_TIMEOUT_MS, ...(answering(addresses) && {}) });",
    test: FETCH_TEST,
  },
  {
    threat: "a redirect to a private address, or from https to http",
    without: "the look at where a redirect leads",
    file: "packages/net/src/follow-redirects.ts",
    text: "  const url = guard.checkUrl(location, from);",
    instead: "  const url = new URL(location, guard.checkUrl(from.href));",
    test: FETCH_TEST,
  },
  {
    threat: "a redirect to a private address, or from https to http",
    without: "the refusal of http after https",
    file: "packages/net/src/follow-redirects.ts",
    text: '  if (from.protocol === "https:" && url.protocol === "http:") {',
    instead: '  if (from.protocol === "http:" && url.protocol === "none:") {',
    test: FETCH_TEST,
  },
  {
    threat: "a webhook to a private address",
    without: "the look at its address",
    file: "packages/server/src/app/webhook-url.ts",
    text: "    createAddressGuard({ allowedPrivateHosts: config.allowPrivateHosts }).checkUrl(url);",
    instead: "    createAddressGuard({ allowedPrivateHosts: config.allowPrivateHosts }); void url;",
    test: "packages/server/src/http/native/webhooks.test.ts",
  },
  {
    threat: "a path or a symbolic link out of the allowed folders",
    without: "the folders' bounds",
    file: "packages/server/src/app/image-intake/allowed-path.ts",
    text: "  if (!roots.some((folder) => contains(folder, real))) throw forbidden(folders);",
    instead: "  if (roots.length > 1e9) throw forbidden(folders);",
    test: WRONG_INPUT_TEST,
  },
  {
    threat: "a path or a symbolic link out of the allowed folders",
    without: "links resolved",
    file: "packages/server/src/app/image-intake/allowed-path.ts",
    text: "  const real = await realpath(path).catch((cause: unknown) => {",
    instead: "  const real = await realpath(path).then(() => path).catch((cause: unknown) => {",
    test: WRONG_INPUT_TEST,
  },
  {
    threat: "unsafe or equal names in a zip of downloads",
    without: "safe letters",
    file: "packages/server/src/app/artifact-file-name.ts",
    text: '    .replaceAll(/[^a-z0-9]+/gu, "-")',
    instead: '    .replaceAll(/never/gu, "-")',
    test: "packages/server/src/http/native/archive.test.ts",
  },
  {
    threat: "unsafe or equal names in a zip of downloads",
    without: "another name for each",
    file: "packages/server/src/app/archive.ts",
    text: "  for (let count = 2; taken.has(unique); count += 1)",
    instead: "  for (let count = 2; taken.has(unique) && count < 0; count += 1)",
    test: "packages/server/src/http/native/archive.test.ts",
  },
  {
    threat: "a body, compressed or endless, larger than its cap",
    without: "the cap",
    file: "packages/net/src/cap-bytes.ts",
    text: "    if (seenBytes > maxBytes) throw tooManyBytes(maxBytes, code);",
    instead: "    if (seenBytes > maxBytes + 1e6) throw tooManyBytes(maxBytes, code);",
    test: "packages/net/src/cap-bytes.test.ts",
  },
  {
    threat: "a picture that claims more pixels than memory holds",
    without: "the cap",
    file: CHECK_IMAGE,
    text: "  if (storedPixels > maxPixels) {",
    instead: "  if (storedPixels > maxPixels && width < 0) {",
    test: CHECK_IMAGE_TEST,
  },
  {
    threat: "a web page, a text or an SVG named as a picture",
    without: "the look at its first bytes",
    file: CHECK_IMAGE,
    text: "  const format = sniffImage(head);",
    instead: '  const format = sniffImage(head) ?? "jpeg";',
    test: CHECK_IMAGE_TEST,
  },
  {
    threat: "a picture that is a web page too",
    without: "the word that its type is true",
    file: "packages/server/src/http/create-http-server.ts",
    text: '    void reply.header("x-content-type-options", "nosniff");',
    instead: '    void reply.header("x-content-type-options", "");',
    test: "packages/server/src/http/native/uploads.test.ts",
  },
  {
    threat: "a film that crashes, loops or fills its decoder",
    without: "the end of its time",
    file: "packages/media/src/child/run-child.ts",
    text: "  const timer = setTimeout(kill, timeLimitMs);",
    instead: "  const timer = setTimeout(kill, timeLimitMs * 1e4);",
    test: "packages/media/src/child/in-film-child.test.ts",
  },
  {
    threat: "JSON nested so deep that the stack ends",
    without: "the bound",
    file: "packages/server/src/http/parse-json.ts",
    text: "    if (depth > MAX_LEVELS) {",
    instead: "    if (depth > MAX_LEVELS * 1e6) {",
    test: WRONG_INPUT_TEST,
  },
  {
    threat: "a post from another site's page, a rebound name",
    without: "the look at Host",
    file: SAME_SITE,
    text: "  if (isLoopbackHost(config.host) && !isOwnHost(request.host, publicHost)) {",
    instead: '  if (isLoopbackHost(config.host) && !isOwnHost("localhost", publicHost)) {',
    test: SAME_SITE_TEST,
  },
  {
    threat: "a post from another site's page, a rebound name",
    without: "the look at Origin",
    file: SAME_SITE,
    text: "  if (!isUnsafe(request.method) || request.origin === undefined) return;",
    instead: "  if (!isUnsafe(request.method) || request.method.length > 0) return;",
    test: SAME_SITE_TEST,
  },
  {
    threat: "a key that sees what another key made, in any dialect",
    without: "the look at the owner",
    file: "packages/server/src/app/read-generation.ts",
    text: "!(caller.isAdmin || generation.callerId === caller.id)",
    instead: "!(caller.isAdmin || generation.callerId.length > 0)",
    test: "packages/server/src/http/native/keys.test.ts",
  },
  {
    threat: "stored keys read from the disk",
    without: "the tie to its owner",
    file: "packages/server/src/secrets/sealer.ts",
    text: "Buffer.from(`kinora/${name}/v1/${owner}`);",
    instead: "Buffer.from(`kinora/${name}/v1/${owner.slice(0, 0)}`);",
    test: "packages/server/src/secrets/sealer.test.ts",
  },
  {
    threat: "a key in an answer, a log, an event or a file",
    without: "the known secrets",
    file: "packages/net/src/redact.ts",
    text: '  const known = secrets.filter((secret) => secret !== "").flatMap(spellings);',
    instead: '  const known = secrets.filter((secret) => secret === "").flatMap(spellings);',
    test: "packages/net/src/redact.test.ts",
  },
  {
    threat: "scripts in prompts, titles and tags",
    without: "a heading that is text",
    file: "packages/studio/src/features/generation/done-sheet.tsx",
    text: '<h1 className="clip-title">{generation.title ?? generation.prompt ?? words.generation.noPrompt}</h1>',
    instead:
      '<h1 className="clip-title" dangerouslySetInnerHTML={{ __html: generation.title ?? generation.prompt ?? "" }} />',
    test: "test/e2e/studio/everyone.test.ts",
  },
  {
    threat: "clients that never end the head of their request",
    without: "the time for it",
    file: "packages/server/src/http/listen.ts",
    text: "  headersTimeout: HEADERS_TIMEOUT_MS,",
    instead: "  headersTimeout: HEADERS_TIMEOUT_MS * 2,",
    test: "test/e2e/slow-clients.test.ts",
  },
];
