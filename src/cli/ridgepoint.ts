/** The command line: the same core as the window, without one. */
import { analyzeCommand } from "./analyze-command.ts";
import { devicesCommand, predictorsCommand } from "./list-commands.ts";
import { predictCommand } from "./predict-command.ts";
import { type Arguments, help, isDocument, parseArguments, UsageError } from "./usage.ts";

/** Runs a command line; gives the exit status: 0 all good, 1 some input had a problem, 2 wrong usage. */
export async function main(
  argv: readonly string[],
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  try {
    const args = parseArguments(argv);
    if (args.help || args.command === "help") {
      print(help);
      return 0;
    }
    return (await run(args, print, complain)) > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(`ridgepoint: ${error.message}\n\n${help}`);
    return 2;
  }
}

async function run(args: Arguments, print: (line: string) => void, complain: (line: string) => void): Promise<number> {
  if (args.command === "analyze" || args.command === "predict") {
    if (args.files.length === 0) throw new UsageError(`${args.command} needs at least one FILE`);
  } else if (isDocument(args.format)) throw new UsageError(`--format ${args.format} is for analyze and predict`);
  switch (args.command) {
    case "analyze":
      return analyzeCommand(args, print, complain);
    case "predict":
      return predictCommand(args, print, complain);
    case "devices":
      return devicesCommand(args.format === "json", print);
    case "predictors":
      return predictorsCommand(args.format === "json", print);
    default:
      throw new UsageError(args.command === "" ? "a command is needed" : `unknown command "${args.command}"`);
  }
}
