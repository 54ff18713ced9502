import type { AddCommand } from "../add-command.ts";

export const addServe: AddCommand = (program, context, exit) => {
  program
    .command("serve")
    .description("run the API, the page and the worker in one process")
    .option("--host <address>", "where to listen (KINORA_HOST; both loopback addresses)")
    .option("--port <number>", "which port, 0 for any free one (KINORA_PORT; 16688)")
    .option("--data-dir <folder>", "where everything is kept (KINORA_DATA_DIR)")
    .option("--json", "print one JSON object on stdout once it is ready: url, data_dir, pid")
    .addHelpText("after", "\nExample:\n  kinora serve --port 16688 --data-dir ./videos")
    .action(async (options: Record<string, never>) => {
      const { serve } = await import("../serve.ts");
      exit(await serve(options, context));
    });
};
