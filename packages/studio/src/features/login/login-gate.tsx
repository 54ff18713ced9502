import { Failure } from "@kinora/contract/words";
import type { ReactNode } from "react";
import { useModels } from "../../server/queries.ts";
import { useMay } from "../../server/session.ts";
import { useWords } from "../../words/use-words.tsx";
import { LoginForm } from "./login-form.tsx";

const wantsKey = (error: Error | null): boolean => error instanceof Failure && error.code === "unauthorized";

/** Where the server wants a key, the pages wait behind a field for it; what the key may not do is said above them. */
export const LoginGate = ({ children }: { readonly children: ReactNode }) => {
  const { error } = useModels();
  if (wantsKey(error)) return <LoginForm />;
  return (
    <>
      <MissingScope />
      {children}
    </>
  );
};

const MissingScope = () => {
  const { gate } = useWords();
  const [mayRead, mayCreate] = [useMay("read"), useMay("create")];
  const missing = mayRead === false ? gate.noRead : mayCreate === false ? gate.noCreate : undefined;
  return missing === undefined ? null : (
    <p className="missing-scope" role="note">
      {missing}
    </p>
  );
};
