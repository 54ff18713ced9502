import { useEffect } from "react";
import { useLimits } from "../../server/queries.ts";
import { megabytes } from "../../words/amounts.ts";
import { useWords } from "../../words/use-words.tsx";
import { Examples, ExampleFan } from "./examples.tsx";
import { Refusals } from "./refusals.tsx";
import { WaysIn } from "./ways-in.tsx";

/** Before the first picture. */
export const Welcome = () => {
  const words = useWords();
  const limits = useLimits().data;
  useEffect(() => {
    document.title = `${words.create.title} · Kinora`;
  }, [words]);
  return (
    <main id="main" className="welcome">
      <section className="drop" aria-labelledby="hello">
        <ExampleFan />
        <h1 id="hello">
          <span className="not-over">
            <span className="wide-only">{words.welcome.drop}</span>
            <span className="phone-only">{words.welcome.pick}</span> {words.welcome.watch}
          </span>
          <span className="when-over">{words.welcome.over}</span>
        </h1>
        <p>{words.welcome.promise}</p>
        <WaysIn />
        <Refusals />
        <p className="small quiet formats">
          {words.welcome.formats(limits === undefined ? words.amounts.wait : megabytes(limits.upload_max_bytes))}
        </p>
      </section>
      <Examples />
    </main>
  );
};
