import { useState } from "react";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Segments } from "../../parts/segments.tsx";
import { useWords } from "../../words/use-words.tsx";

const NAMES = ["curl", "TypeScript", "Python", "OpenAI", "MCP", "AOG"] as const;
type SnippetName = (typeof NAMES)[number];

/** Ready to run against this server; a key is never in them. */
const snippetOf = (name: SnippetName, url: string): string => {
  switch (name) {
    case "curl":
      return `curl ${url}/api/v1/generations \\
  -H "Prefer: wait=60" \\
  -F image=@photo.jpg \\
  -F prompt="the clouds drift to the right"`;
    case "TypeScript":
      return `import { openAsBlob } from "node:fs";
import { createClient } from "@kinora/sdk";

const kinora = createClient({ baseUrl: "${url}" });
const clip = await kinora.animate({
  image: await openAsBlob("photo.jpg"),
  prompt: "the clouds drift to the right",
});
console.log(clip.artifacts.find(({ kind }) => kind === "video")?.url);`;
    case "Python":
      return `import requests

clip = requests.post(
    "${url}/api/v1/generations",
    headers={"Prefer": "wait=60"},
    files={"image": open("photo.jpg", "rb")},
    data={"prompt": "the clouds drift to the right"},
).json()
print(next(a["url"] for a in clip["artifacts"] if a["kind"] == "video"))`;
    case "OpenAI":
      return `from openai import OpenAI

client = OpenAI(base_url="${url}/v1", api_key="any")
video = client.videos.create_and_poll(
    model="sora-2",
    prompt="the clouds drift to the right",
    input_reference=open("photo.jpg", "rb"),
    seconds="4",
)
client.videos.download_content(video.id).write_to_file("clip.mp4")`;
    case "MCP":
      return `{
  "mcpServers": {
    "kinora": { "type": "http", "url": "${url}/mcp" }
  }
}`;
    case "AOG":
      return `curl ${url}/aog/v0.2/services/image-to-video \\
  -H "Content-Type: application/json" \\
  -d '{"image_type": "path", "image": "/home/me/photo.jpg", "prompt": "the clouds drift"}'`;
  }
};

export const SnippetsPart = () => {
  const words = useWords();
  const [name, setName] = useState<SnippetName>("curl");
  const text = snippetOf(name, location.origin);
  return (
    <section className="part" aria-labelledby="snippets-title">
      <h2 id="snippets-title">{words.settings.parts.snippets}</h2>
      <p>{words.settings.snippetsHow}</p>
      <Segments<SnippetName>
        label={words.settings.parts.snippets}
        value={name}
        choices={NAMES.map((value) => ({ value, text: value }))}
        onValue={setName}
      />
      <div className="code">
        <pre tabIndex={0}>{text}</pre>
        <CopyButton text={text} className="button button-small" label={words.settings.copy}>
          <Icon name="copy" small />
        </CopyButton>
      </div>
    </section>
  );
};
