// Who may import whom. Each layer lists the only layers it may see.
const layers = {
  contract: [],
  domain: ["contract"],
  net: ["contract"],
  media: ["contract"],
  engine: ["contract", "media"],
  providers: ["contract", "domain", "net", "media", "engine"],
  server: ["contract", "domain", "net", "media", "providers"],
  sdk: ["contract"],
  cli: ["contract", "sdk", "server"],
  studio: ["contract", "sdk"],
};

const only = (from, allowed) => ({
  name: `${from}-sees-only-${allowed.join("+") || "itself"}`,
  comment: `packages/${from} may import only ${allowed.join(", ") || "nothing of ours"}: move the code, or take a port (ARCHITECTURE.md).`,
  severity: "error",
  from: { path: `^packages/${from}/src` },
  // A package's own manifest is its own, and what npm could not hoist (commander) is none of ours.
  to: {
    path: "^packages/",
    pathNot: `^packages/(${[from, ...allowed].join("|")})/src|^packages/${from}/package\\.json$|/node_modules/`,
  },
});

module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([from, allowed]) => only(from, allowed)),
    {
      name: "no-cycles",
      comment: "Break the circle: move what both need below both.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "providers-are-strangers",
      comment: "A provider knows the kit, never a sibling.",
      severity: "error",
      from: { path: "^packages/providers/src/([^/]+)/" },
      to: { path: "^packages/providers/src/[^/]+/", pathNot: "^packages/providers/src/($1|kit)/" },
    },
    {
      name: "only-main-wires",
      comment: "Inside server only main.ts names a provider, store, blob store or scheduler: take its port instead.",
      severity: "error",
      from: {
        path: "^packages/server/src",
        pathNot: "^packages/server/src/(main\\.ts$|stores/|blobs/|scheduler/)|\\.test\\.ts$|/testing/",
      },
      to: { path: "^packages/(providers/|server/src/(stores|blobs|scheduler)/)" },
    },
    {
      name: "no-deep-import",
      comment: "A package's index.ts is its door.",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: {
        path: "^packages/[^/]+/src/",
        pathNot: "^packages/($1/|[^/]+/src/index\\.ts$|contract/src/words/index\\.ts$)",
      },
    },
    {
      name: "only-local-renders",
      comment: "What a provider can do beyond videos (plan, inspect) is a capability that it declares: ask for that.",
      severity: "error",
      from: { path: "^packages/", pathNot: "^packages/(engine/|providers/src/local/)" },
      to: { path: "^packages/engine/" },
    },
    {
      name: "domain-is-pure",
      comment: "contract and domain touch no I/O: take the value as an argument.",
      severity: "error",
      from: { path: "^packages/(domain|contract)/src", pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "clients-run-on-words",
      comment:
        "The SDK and the studio run without zod: take types from @kinora/contract, and what runs from @kinora/contract/words.",
      severity: "error",
      from: { path: "^packages/(sdk|studio)/src", pathNot: "\\.test\\.ts$|/__fixtures__/" },
      to: {
        path: "^packages/contract/src/index\\.ts$|/node_modules/zod/|^node_modules/zod/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "words-are-plain",
      comment: "What clients run may need no schema, not even for a type: keep it a constant of words/.",
      severity: "error",
      from: { path: "^packages/contract/src/words/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: "^packages/contract/src/words/" },
    },
    {
      name: "every-import-resolves",
      comment: "Without this, a breach by workspace name passes in silence.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.wasm$|^packages/studio/dist/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
