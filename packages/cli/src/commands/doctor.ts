import type { AddCommand } from "../add-command.ts";

export const addDoctor: AddCommand = (program, context, exit) => {
  program
    .command("doctor")
    .description("check this installation, and say what to do about what is wrong")
    .option("--data-dir <folder>", "check this data folder (KINORA_DATA_DIR)")
    .option("--json", "print one JSON object on stdout")
    .addHelpText("after", "\nExample:\n  kinora doctor")
    .action(async (options: Record<string, never>) => {
      const { doctor } = await import("../doctor/doctor.ts");
      exit(await doctor(options, context));
    });
};
