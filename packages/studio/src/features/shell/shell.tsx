import { Outlet } from "@tanstack/react-router";
import { Bar } from "./bar.tsx";
import { DropAnywhere } from "../create/drop-anywhere.tsx";
import { LoginGate } from "../login/login-gate.tsx";
import { LostNotice } from "./lost-notice.tsx";
import { useWords } from "../../words/use-words.tsx";

/** What stands around every page. */
export const Shell = () => {
  const words = useWords();
  return (
    <DropAnywhere>
      <a className="skip" href="#main">
        {words.shell.skip}
      </a>
      <Bar />
      <LostNotice />
      <LoginGate>
        <Outlet />
      </LoginGate>
    </DropAnywhere>
  );
};
