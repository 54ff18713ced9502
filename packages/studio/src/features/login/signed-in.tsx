import { useMutation } from "@tanstack/react-query";
import { signOut, useSession } from "../../server/session.ts";
import { useWords } from "../../words/use-words.tsx";

/** With which key one is signed in, and the way out; nothing where no key is needed. */
export const SignedIn = () => {
  const { gate } = useWords();
  const key = useSession().data?.key;
  // A page that starts anew keeps nothing of what this one showed, and ends its streams.
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => location.assign("/") });
  if (key === undefined || key === null) return null;
  return (
    <>
      <span className="small quiet wide-only">{gate.as(key.name)}</span>
      <button type="button" className="button button-bare button-small" onClick={() => leave.mutate()}>
        {gate.leave}
      </button>
    </>
  );
};
