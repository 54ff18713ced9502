import { dirname, join, posix, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { typePrinter } from "./print-type.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const SDK = join(root, "packages/sdk/src");
const CONTRACT = join(root, "packages/contract/src");
/** The words first: what is only met through node_modules is no source of ours to the compiler, and not written. */
const ENTRIES = [join(CONTRACT, "words/index.ts"), join(SDK, "index.ts"), join(SDK, "ai/index.ts")];
/** The one module of the SDK whose types are reckoned from the schemas: it is written out in full. */
const SHAPES = join(SDK, "route-shapes.ts");

const optionsOf = (): ts.CompilerOptions => {
  const read = ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, root);
  return {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: join(root, "out"),
    rootDir: root,
  };
};

/** Where a module's declarations lie in the package; undefined for what the package has not. */
const placeOf = (source: string): string | undefined => {
  if (source.startsWith(`${SDK}/`)) return relative(SDK, source).replace(/\.ts$/u, ".d.ts");
  if (source.startsWith(`${CONTRACT}/words/`)) return relative(CONTRACT, source).replace(/\.ts$/u, ".d.ts");
  return undefined;
};

/** Workspace names and `.ts` become paths inside the package. */
const withOwnPaths = (text: string, place: string): string => {
  const to = (target: string): string => {
    const path = posix.relative(posix.dirname(place), target);
    return path.startsWith(".") ? path : `./${path}`;
  };
  return text
    .replaceAll('"@kinora/contract/words"', `"${to("words/index.js")}"`)
    .replaceAll('"@kinora/contract"', `"${to("contract.js")}"`)
    .replaceAll(/(from\s+"\.[^"]*)\.ts"/gu, '$1.js"');
};

const exportsOf = (program: ts.Program, path: string): ts.Symbol[] => {
  const file = program.getSourceFile(path);
  const module = file === undefined ? undefined : program.getTypeChecker().getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${path} exports nothing.`);
  return program.getTypeChecker().getExportsOfModule(module);
};

/** The names that the SDK's modules take from the contract's first door. */
const namesOfContract = (program: ts.Program): Set<string> => {
  const texts = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(`${SDK}/`) && fileName !== SHAPES)
    .map(({ text }) => text);
  const lists = texts.flatMap((text) => [...text.matchAll(/type \{([^}]+)\} from "@kinora\/contract";/gu)]);
  return new Set(lists.flatMap(([, list = ""]) => list.split(",").map((name) => name.trim())));
};

/** The contract's types that the SDK shows, and what each route takes and answers, written out without zod. */
const fullTypes = (program: ts.Program): Map<string, string> => {
  const checker = program.getTypeChecker();
  const wanted = namesOfContract(program);
  const real = (symbol: ts.Symbol): ts.Symbol =>
    (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  const views = exportsOf(program, join(CONTRACT, "index.ts"))
    .filter(({ name }) => wanted.has(name))
    .map(real);
  const shapes = exportsOf(program, SHAPES).filter(({ name }) => ["Answers", "Bodies", "Queries"].includes(name));
  const names = new Map(views.map((symbol) => [checker.getDeclaredTypeOfSymbol(symbol), symbol.name]));
  const { declaration } = typePrinter(checker, names);
  const shapeText = [
    `import type { ${[...new Set(names.values())].join(", ")} } from "./contract.js";`,
    'import type { RouteName } from "./words/index.js";',
    ...shapes.map(declaration),
    "export type AnswerOf<N extends RouteName> = Answers[N];",
    "export type BodyOf<N extends RouteName> = Bodies[N];",
    "export type QueryOf<N extends RouteName> = Queries[N];",
  ];
  return new Map([
    ["contract.d.ts", views.map(declaration).join("\n\n")],
    ["route-shapes.d.ts", shapeText.join("\n")],
  ]);
};

/**
 * The declarations of the SDK, by their paths in the package: those of its own modules as the compiler writes them, and the
 * contract's types in full, so that they need neither the workspace nor zod.
 */
export const sdkDeclarations = (): ReadonlyMap<string, string> => {
  const program = ts.createProgram(ENTRIES, optionsOf());
  const files = new Map<string, string>();
  program.emit(undefined, (...[, text, , , sources]) => {
    const place = placeOf(resolve(sources?.[0]?.fileName ?? dirname(root)));
    if (place !== undefined) files.set(place, withOwnPaths(text, place));
  });
  for (const [place, text] of fullTypes(program)) files.set(place, `${text}\n`);
  return files;
};
