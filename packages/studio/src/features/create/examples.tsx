import { useSpeech, useWords } from "../../words/use-words.tsx";
import { useTakePictures } from "./take-pictures.ts";

interface Example {
  readonly file: string;
  readonly en: { readonly prompt: string; readonly about: string };
  readonly zh: { readonly prompt: string; readonly about: string };
}

/** Photographs that come with Kinora: credits in packages/studio/public/examples/README.md. */
const EXAMPLES: readonly Example[] = [
  {
    file: "mountain.jpg",
    en: { prompt: "Let the clouds drift", about: "Mountains" },
    zh: { prompt: "让云慢慢飘", about: "群山" },
  },
  {
    file: "bridge.jpg",
    en: { prompt: "Make the lights flicker", about: "Bridge at night" },
    zh: { prompt: "灯光闪烁", about: "夜晚的桥" },
  },
  {
    file: "dandelions.jpg",
    en: { prompt: "A breeze in the grass", about: "Dandelions" },
    zh: { prompt: "微风吹过草地", about: "蒲公英" },
  },
  {
    file: "stream.jpg",
    en: { prompt: "The stream runs", about: "Forest" },
    zh: { prompt: "溪水流动", about: "森林" },
  },
  {
    file: "tiger.jpg",
    en: { prompt: "Snow falls, and a slow push in", about: "Tiger" },
    zh: { prompt: "下雪，镜头慢慢推近", about: "老虎" },
  },
];

const urlOf = (file: string): string => `/examples/${file}`;

/** Three prints, for the empty page. */
export const ExampleFan = () => (
  <div className="fan" aria-hidden="true">
    <img src={urlOf("dandelions.jpg")} alt="" className="fan-left" />
    <img src={urlOf("bridge.jpg")} alt="" className="fan-right" />
    <img src={urlOf("mountain.jpg")} alt="" />
  </div>
);

/** Pictures of ours: one opens Create with itself and a prompt; nothing is rendered by itself. */
export const Examples = () => {
  const words = useWords();
  const { language } = useSpeech();
  const take = useTakePictures();
  const open = async ({ file, [language]: { prompt } }: Example): Promise<void> => {
    const bytes = await (await fetch(urlOf(file))).blob();
    take([new File([bytes], file, { type: "image/jpeg" })], { prompt });
  };
  return (
    <section className="try" aria-labelledby="try">
      <h2 className="small strong" id="try">
        {words.welcome.ours}
      </h2>
      <ul>
        {EXAMPLES.map((example) => (
          <li key={example.file}>
            <button type="button" onClick={() => void open(example)}>
              <img src={urlOf(example.file)} alt="" />
              <strong>{example[language].prompt}</strong>
              <span>{example[language].about}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
