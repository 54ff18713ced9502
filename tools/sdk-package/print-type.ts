import ts from "typescript";

/** Types that have a name in what is written, by their identity: where one is met again, its name is enough. */
export type Names = ReadonlyMap<ts.Type, string>;

const docOf = (symbol: ts.Symbol, checker: ts.TypeChecker): string => {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  return text === "" ? "" : `/** ${text.replaceAll("\n", "\n * ")} */\n`;
};

const isWord = (name: string): boolean => /^[a-z_$][\w$]*$/iu.test(name);

/** Writes types out in full, so that they need no library to be read. */
export const typePrinter = (checker: ts.TypeChecker, names: Names) => {
  const property = (symbol: ts.Symbol): string => {
    const optional = (symbol.flags & ts.SymbolFlags.Optional) === 0 ? "" : "?";
    const name = isWord(symbol.name) ? symbol.name : JSON.stringify(symbol.name);
    return `${docOf(symbol, checker)}${name}${optional}: ${print(checker.getTypeOfSymbol(symbol))};`;
  };

  const object = (type: ts.Type): string => {
    const indexed = checker.getIndexInfosOfType(type).map((info) => `[key: string]: ${print(info.type)};`);
    return `{\n${[...indexed, ...type.getProperties().map(property)].join("\n")}\n}`;
  };

  /** The compiler has `true | false` for a boolean, and nothing (`null`, `undefined`) first. */
  const union = ({ types }: ts.UnionType): string => {
    const has = (type: ts.Type, flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0;
    const isBoolean = types.filter((type) => has(type, ts.TypeFlags.BooleanLiteral)).length === 2;
    const rest = isBoolean ? types.filter((type) => !has(type, ts.TypeFlags.BooleanLiteral)) : types;
    const nothing = rest.filter((type) => has(type, ts.TypeFlags.Null | ts.TypeFlags.Undefined));
    const things = rest.filter((type) => !nothing.includes(type));
    return [...(isBoolean ? ["boolean"] : []), ...things.map(print), ...nothing.map(print)].join(" | ");
  };

  const inFull = (type: ts.Type): string => {
    if (type.isUnion()) return union(type);
    if (checker.isTupleType(type))
      return `[${checker
        .getTypeArguments(type as ts.TypeReference)
        .map(print)
        .join(", ")}]`;
    if (checker.isArrayType(type))
      return `Array<${checker
        .getTypeArguments(type as ts.TypeReference)
        .map(print)
        .join()}>`;
    if ((type.flags & ts.TypeFlags.Object) !== 0 || type.isIntersection()) return object(type);
    return checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  };

  const print = (type: ts.Type): string => names.get(type) ?? inFull(type);

  /** `export interface Name {…}` of an object, else `export type Name = …;`. */
  const declaration = (symbol: ts.Symbol): string => {
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    const text = inFull(type);
    const doc = docOf(symbol, checker);
    return !type.isUnion() && text.startsWith("{")
      ? `${doc}export interface ${symbol.name} ${text}`
      : `${doc}export type ${symbol.name} = ${text};`;
  };

  return { declaration };
};
