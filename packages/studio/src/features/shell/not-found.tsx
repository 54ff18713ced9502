import { Link } from "@tanstack/react-router";
import { useWords } from "../../words/use-words.tsx";

export const NotFound = () => {
  const words = useWords();
  return (
    <main id="main" className="page">
      <h1>{words.shell.noPage}</h1>
      <p className="soft">
        <Link to="/" className="link">
          {words.shell.toCreate}
        </Link>
      </p>
    </main>
  );
};
