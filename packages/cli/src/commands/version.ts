import type { AddCommand } from "../add-command.ts";
import manifest from "../../package.json" with { type: "json" };

export const addVersion: AddCommand = (program, { stdout }) => {
  program
    .command("version")
    .description("print the versions of Kinora and of the Node that runs it")
    .option("--json", "print one JSON object on stdout")
    .addHelpText("after", "\nExample:\n  kinora version")
    .action(({ json }: { readonly json?: boolean }) => {
      const { version } = manifest;
      const node = process.versions.node;
      const platform = `${process.platform}-${process.arch}`;
      stdout.write(
        json === true
          ? `${JSON.stringify({ version, node, platform })}\n`
          : `kinora ${version} (Node ${node}, ${platform})\n`,
      );
    });
};
