import { expect, test } from "vitest";
import { snippetOf, SNIPPETS } from "./snippets.ts";

const fill = {
  url: "http://127.0.0.1:1",
  prompt: 'the cat\'s tail "moves"',
  fields: { model: "kinora-motion-1", duration_seconds: 3, seed: 0, loop: true },
};

test("each snippet names the address, the prompt and the model, and no key", () => {
  for (const name of SNIPPETS) {
    const text = snippetOf(name, fill);
    expect(text).toContain("http://127.0.0.1:1");
    expect(text).toContain("moves");
    expect(text).toContain("kinora-motion-1");
  }
});

test("a shell reads the prompt as it was written, and a seed of zero is there", () => {
  const text = snippetOf("curl", fill);
  expect(text).toContain(`--form-string prompt='the cat'\\''s tail "moves"'`);
  expect(text).toContain("--form-string seed='0'");
});

test("OpenAI's library has words of its own for length and model; the rest goes along, in Python's words", () => {
  const text = snippetOf("OpenAI", fill);
  expect(text).toContain(`seconds="3"`);
  expect(text).toContain(`extra_body={"seed": 0, "loop": True}`);
  expect(snippetOf("OpenAI", { ...fill, fields: {} })).not.toContain("extra_body");
});
