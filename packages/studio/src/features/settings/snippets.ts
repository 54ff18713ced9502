/** What a snippet is filled with. */
export interface SnippetFill {
  /** Where this server is, without a slash at the end. */
  readonly url: string;
  readonly prompt: string;
  /** Fields of a request besides picture and prompt, as the API names them: only what was set. */
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

export const SNIPPETS = ["curl", "TypeScript", "Python", "OpenAI", "MCP", "AOG"] as const;
export type SnippetName = (typeof SNIPPETS)[number];

/** Within single quotes of a shell. */
const shell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
/** A text that JSON, TypeScript and Python read alike. */
const quoted = (value: string | number | boolean): string => JSON.stringify(value);
const python = (value: string | number | boolean): string =>
  typeof value === "boolean" ? (value ? "True" : "False") : quoted(value);

const linesOf = (
  fields: SnippetFill["fields"],
  line: (name: string, value: string | number | boolean) => string,
): string =>
  Object.entries(fields)
    .map(([name, value]) => line(name, value))
    .join("");

const curl = ({ url, prompt, fields }: SnippetFill): string => `curl ${url}/api/v1/generations \\
  -H "Authorization: Bearer $KINORA_API_KEY" \\
  -H "Prefer: wait=60" \\
  -F image=@photo.jpg${linesOf({ prompt, ...fields }, (name, value) => ` \\\n  --form-string ${name}=${shell(String(value))}`)}`;

const typescript = ({ url, prompt, fields }: SnippetFill): string => `import { openAsBlob } from "node:fs";
import { createClient } from "@kinora/sdk";

const kinora = createClient({ baseUrl: ${quoted(url)}, token: process.env.KINORA_API_KEY });
const clip = await kinora.animate({
  image: await openAsBlob("photo.jpg"),${linesOf({ prompt, ...fields }, (name, value) => `\n  ${name}: ${quoted(value)},`)}
});
console.log(clip.artifacts.find(({ kind }) => kind === "video")?.url);`;

const requests = ({ url, prompt, fields }: SnippetFill): string => `import os
import requests

clip = requests.post(
    ${quoted(`${url}/api/v1/generations`)},
    headers={"Prefer": "wait=60", "Authorization": f"Bearer {os.environ.get('KINORA_API_KEY', '')}"},
    files={"image": open("photo.jpg", "rb")},
    data={${linesOf({ prompt, ...fields }, (name, value) => `\n        ${quoted(name)}: ${quoted(String(value))},`)}
    },
).json()
print(next(a["url"] for a in clip["artifacts"] if a["kind"] == "video"))`;

/** Length and model have words of their own in OpenAI's library; its further fields go along as they are. */
const openai = ({
  url,
  prompt,
  fields: { model = "auto", duration_seconds: seconds = 4, ...rest },
}: SnippetFill): string => {
  const extra =
    Object.keys(rest).length === 0
      ? ""
      : `\n    extra_body={${linesOf(rest, (name, value) => `${quoted(name)}: ${python(value)}, `).slice(0, -2)}},`;
  return `import os
from openai import OpenAI

client = OpenAI(base_url=${quoted(`${url}/v1`)}, api_key=os.environ.get("KINORA_API_KEY", "any"))
video = client.videos.create_and_poll(
    model=${quoted(model)},
    prompt=${quoted(prompt)},
    input_reference=open("photo.jpg", "rb"),
    seconds="${seconds}",${extra}
)
client.videos.download_content(video.id).write_to_file("clip.mp4")`;
};

const mcp = ({ url, prompt, fields }: SnippetFill): string => `{
  "mcpServers": {
    "kinora": { "type": "http", "url": "${url}/mcp" }
  }
}

// animate_image
${JSON.stringify({ image: "/home/me/photo.jpg", prompt, ...fields }, null, 2)}`;

const aog = ({ url, prompt, fields }: SnippetFill): string => `curl ${url}/aog/v0.2/services/image-to-video \\
  -H "Content-Type: application/json" \\
  -d ${shell(JSON.stringify({ ...("model" in fields ? { model: fields["model"] } : {}), image_type: "path", image: "/home/me/photo.jpg", prompt }))}`;

/** Ready to run against this server. A key is never in it: its variable is named. */
export const snippetOf = (name: SnippetName, fill: SnippetFill): string => {
  switch (name) {
    case "curl":
      return curl(fill);
    case "TypeScript":
      return typescript(fill);
    case "Python":
      return requests(fill);
    case "OpenAI":
      return openai(fill);
    case "MCP":
      return mcp(fill);
    case "AOG":
      return aog(fill);
  }
};
