import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Things that come in as arguments, so that tests choose them. Each message tells the remedy. */
const bans = {
  clock: [
    { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: "Take a Clock." },
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Take a Clock." },
  ],
  rng: [
    { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: "Take an Rng." },
  ],
  env: [
    {
      selector: "MemberExpression[object.name='process'][property.name='env']",
      message: "Only server/config and cli/environment.ts read the environment.",
    },
  ],
  using: [
    {
      selector: "VariableDeclaration[kind=/using$/]",
      message:
        "Node 22 cannot read `using`: close in a finally, or take `disposing` (media) or `createToClose` (server).",
    },
  ],
  literalSpread: [
    {
      selector: "ObjectExpression > SpreadElement > ObjectExpression",
      message: "Write the properties out: spreading a literal only hides lines.",
    },
  ],
  fetch: [{ selector: "CallExpression[callee.name='fetch']", message: "Use `net`." }],
};

const restrict = (...names) => ["error", ...names.flatMap((name) => bans[name])];

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/**",
      "coverage/**",
      "packages/studio/dist/**",
      "packages/sdk/dist/**",
      "test/law/breaches/**",
      "packages/engine/src/render/kernel/assembly/**",
    ],
  },
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/strict-boolean-expressions": ["error", { allowNumber: false, allowString: false }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 3],
      "max-depth": ["error", 3],
      complexity: ["error", 10],
      "no-restricted-syntax": restrict("clock", "rng", "env", "fetch", "using", "literalSpread"),
    },
  },
  {
    // Pixel code: a hot loop is one thing on one screen.
    files: ["packages/engine/**/*.ts", "packages/media/src/pixels*.ts", "packages/media/src/**/*-pixels.ts"],
    rules: {
      "max-params": "off",
      complexity: ["error", 20],
      "max-depth": ["error", 5],
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: [
      "packages/server/src/config/**",
      "packages/cli/src/environment.ts",
      "tools/**",
      "bench/**",
      "test/**",
      "examples/**",
      "*.config.ts",
    ],
    rules: { "no-restricted-syntax": restrict("rng", "fetch", "using", "literalSpread") },
  },
  {
    files: ["packages/sdk/**", "packages/studio/**"],
    rules: { "no-restricted-syntax": restrict("clock", "rng", "env", "using", "literalSpread") },
  },
  {
    // The page: a component is read as one piece, and a promise may be the answer to a click.
    files: ["packages/studio/src/**/*.{ts,tsx}"],
    extends: [reactHooks.configs.flat["recommended-latest"]],
    rules: {
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      // A video and a canvas are told what to do by writing to them.
      "react-hooks/immutability": "off",
      "react-hooks/refs": "off",
    },
  },
  {
    // Tests: long tables are fine, and a test may use the world's own clock, chance and fetch.
    files: ["**/*.test.ts", "packages/*/src/**/testing/**", "test/**", "bench/**"],
    rules: {
      "max-lines-per-function": "off",
      "max-lines": ["error", { max: 500, skipBlankLines: true, skipComments: true }],
      "no-restricted-syntax": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: ["**/*.{js,cjs}"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        module: "writable",
        require: "readonly",
        URL: "readonly",
        __dirname: "readonly",
      },
    },
  },
);
