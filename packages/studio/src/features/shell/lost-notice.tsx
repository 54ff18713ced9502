import { useEffect, useState } from "react";
import { Icon } from "../../parts/icon.tsx";
import { lookNow, useReachability } from "../../server/reachability.ts";
import { useWords } from "../../words/use-words.tsx";

/** One line while the server does not answer; it goes away without a word when it is back. */
export const LostNotice = () => {
  const words = useWords();
  const reachability = useReachability();
  if (reachability.kind === "there") return null;
  return (
    <div className="lost" role="status">
      <Icon name="warn" />
      <span>{words.shell.lost}</span> <Countdown to={reachability.nextLookAt} />
      <button type="button" className="button button-small" onClick={lookNow}>
        {words.shell.tryNow}
      </button>
    </div>
  );
};

/** Seconds until `to`, in milliseconds of the page's clock; not read aloud, because it changes all the time. */
const Countdown = ({ to }: { readonly to: number }) => {
  const words = useWords();
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const look = (): void => setLeft(Math.max(0, Math.ceil((to - performance.now()) / 1000)));
    look();
    const timer = setInterval(look, 250);
    return () => clearInterval(timer);
  }, [to]);
  return (
    <span className="num" aria-hidden="true">
      {words.shell.againIn(left)}
    </span>
  );
};
