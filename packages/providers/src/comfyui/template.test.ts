import { expect, test } from "vitest";
import { fillTemplate, parseTemplate } from "./template.ts";

const textOf = (inputs: object): string => JSON.stringify({ "1": { class_type: "Node", inputs } });
const inputsOf = (inputs: object, values: Record<string, string | number>): unknown =>
  fillTemplate(parseTemplate("t", textOf({ image: "{{image}}", ...inputs })), { image: "a.png", ...values });

test("a mark that is a whole input keeps the kind of its value, 0 and the empty text too", () => {
  expect(inputsOf({ seed: "{{seed}}", text: "{{prompt=a default}}" }, { seed: 0, prompt: "" })).toEqual({
    "1": { class_type: "Node", inputs: { image: "a.png", seed: 0, text: "" } },
  });
});

test("a mark inside a text becomes text, and a link to another node stays as it is", () => {
  expect(inputsOf({ text: "film, {{prompt}}, {{steps=20}} steps", clip: ["38", 0] }, { prompt: "rain $& $1" })).toEqual(
    {
      "1": {
        class_type: "Node",
        inputs: { image: "a.png", text: "film, rain $& $1, 20 steps", clip: ["38", 0] },
      },
    },
  );
});

test("marks in what a person wrote are words, not marks", () => {
  expect(inputsOf({ text: "{{prompt}}", more: "so: {{prompt}}" }, { prompt: "{{seed}}", seed: 7 })).toEqual({
    "1": { class_type: "Node", inputs: { image: "a.png", text: "{{seed}}", more: "so: {{seed}}" } },
  });
});

test("a default is a number or truth where it reads as one, else text", () => {
  expect(inputsOf({ a: "{{a=20}}", b: "{{b=true}}", c: "{{c=euler}}", d: "{{d=}}" }, {})).toEqual({
    "1": { class_type: "Node", inputs: { image: "a.png", a: 20, b: true, c: "euler", d: "" } },
  });
});

test.each([
  ["no JSON", "{", "it is no workflow"],
  ["the file of the editor instead of the API's", '{"nodes": [], "links": []}', "it is no workflow"],
  ["no place for the picture", textOf({ text: "{{prompt}}" }), 'no input is marked "{{image}}"'],
  ["a mark of its own without a default", textOf({ image: "{{image}}", n: "{{steps}}" }), "{{steps}} needs a default"],
])("%s: refused with what is wrong", (_, text, message) => {
  expect(() => parseTemplate("t", text)).toThrow(message);
});
