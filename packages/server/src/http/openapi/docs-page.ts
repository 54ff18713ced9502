import { createHash } from "node:crypto";
import type { JsonSchema } from "./named-schemas.ts";
import type { Answer, OpenApiDocument, Operation, Parameter } from "./openapi-document.ts";

const STYLE = `
  :root { color-scheme: light dark; }
  body { max-width: 56rem; margin: 2rem auto; padding: 0 1.25rem; font: 1rem/1.55 system-ui, sans-serif; }
  h2 { margin-top: 2.5rem; }
  article { margin: 1rem 0; padding: 0.75rem 1rem; border: 1px solid #8884; border-radius: 0.5rem; }
  h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
  pre { padding: 0.75rem; overflow: auto; max-height: 28rem; border: 1px solid #8884; border-radius: 0.5rem; font-size: 0.85rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; }
  dt { font-weight: 600; }
`;

const styleDigest = createHash("sha256").update(STYLE).digest("base64");

/** Nothing runs, loads or frames this page; its one style sheet is named by its digest. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Words in backticks as code. */
const prose = (text: string): string => escapeHtml(text).replaceAll(/`([^`]+)`/gu, "<code>$1</code>");

const printed = (value: unknown): string => `<pre><code>${escapeHtml(JSON.stringify(value, null, 2))}</code></pre>`;

/** The reference page of the API: the OpenAPI document as one plain page, with no script and nothing from elsewhere. */
export const docsPage = ({ paths, ...document }: OpenApiDocument): string => {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags[0]))];
  const sections = tags.map((tag) => {
    const own = operations.filter(({ operation }) => operation.tags[0] === tag);
    return `<h2>${escapeHtml(tag)}</h2>\n${own.map(operationHtml).join("\n")}`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kinora: API reference</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Kinora: API reference</h1>
<p>The native API of this server, also as <a href="/openapi.json">OpenAPI 3.1</a>. Errors are <code>application/problem+json</code> with a stable <code>code</code>.</p>
${sections.join("\n")}
<h2 id="schemas">Schemas</h2>
${Object.entries(schemasOf(document)).map(schemaHtml).join("\n")}
</main>
</body>
</html>
`;
};

const schemasOf = (document: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  (document["components"] as { schemas: Readonly<Record<string, JsonSchema>> }).schemas;

const schemaHtml = ([name, schema]: [string, JsonSchema]): string =>
  `<details id="schema-${escapeHtml(name)}"><summary>${escapeHtml(name)}</summary>${printed(schema)}</details>`;

interface Entry {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

const operationHtml = ({
  path,
  method,
  operation,
}: Entry): string => `<article id="${escapeHtml(operation.operationId)}">
<h3><code>${escapeHtml(method.toUpperCase())} ${escapeHtml(path)}</code></h3>
<p>${prose(operation.summary)}</p>
${parametersHtml(operation.parameters)}${bodyHtml(operation)}${answersHtml(operation.responses)}
</article>`;

const parametersHtml = (parameters: readonly Parameter[]): string => {
  if (parameters.length === 0) return "";
  const rows = parameters.map(({ name, in: place, required, schema, description = "" }) => {
    const words = [required ? "needed" : "", description].filter((word) => word !== "").join("; ");
    return `<tr><td><code>${escapeHtml(name)}</code></td><td>${place}</td><td>${typeOf(schema)}</td><td>${prose(words)}</td></tr>`;
  });
  return `<table><tr><th>Parameter</th><th>In</th><th>Type</th><th></th></tr>${rows.join("")}</table>\n`;
};

/** A schema in a few words, or a link to where it is written out. */
const typeOf = (schema: JsonSchema): string => {
  const { $ref: address, enum: values, type, anyOf } = schema;
  if (typeof address === "string") {
    const name = escapeHtml(address.slice(address.lastIndexOf("/") + 1));
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (Array.isArray(values)) return values.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(" · ");
  if (Array.isArray(anyOf)) return (anyOf as JsonSchema[]).map(typeOf).join(" or ");
  return escapeHtml(typeof type === "string" ? type : "any");
};

const bodyHtml = ({ requestBody }: Operation): string => {
  if (requestBody === undefined) return "";
  const content = requestBody["content"] as Readonly<Record<string, { schema: JsonSchema; example?: unknown }>>;
  const { schema, example } = content["application/json"] ?? {};
  const types = Object.keys(content).map((type) => `<code>${escapeHtml(type)}</code>`);
  const shape = schema === undefined ? "" : `: ${typeOf(schema)}`;
  return `<p>Body (${types.join(", ")})${shape}</p>\n${example === undefined ? "" : printed(example)}\n`;
};

const answersHtml = (responses: Readonly<Record<string, Answer>>): string => {
  const items = Object.entries(responses).map(([status, { description, content }]) => {
    const { schema } = (content?.["application/json"] ?? {}) as { schema?: JsonSchema };
    const shape = schema === undefined ? "" : ` (${typeOf(schema)})`;
    return `<dt>${escapeHtml(status)}</dt><dd>${prose(description)}${shape}</dd>`;
  });
  return `<dl>${items.join("")}</dl>`;
};
