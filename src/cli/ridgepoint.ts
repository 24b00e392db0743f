/** The command line: the same core as the window, without one. */
import { analyzeCommand } from "./analyze-command.ts";
import { devicesCommand, predictorsCommand } from "./list-commands.ts";
import { predictCommand } from "./predict-command.ts";
import { type Arguments, help, parseArguments, UsageError } from "./usage.ts";

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
    return (await run(args, print)) > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(`ridgepoint: ${error.message}\n\n${help}`);
    return 2;
  }
}

async function run(args: Arguments, print: (line: string) => void): Promise<number> {
  if (args.command === "analyze" || args.command === "predict") {
    if (args.files.length === 0) throw new UsageError(`${args.command} needs at least one FILE`);
  }
  switch (args.command) {
    case "analyze":
      return analyzeCommand(args.files, args.analyze, args.json, print);
    case "predict":
      return predictCommand(args, print);
    case "devices":
      return devicesCommand(args.json, print);
    case "predictors":
      return predictorsCommand(args.json, print);
    default:
      throw new UsageError(args.command === "" ? "a command is needed" : `unknown command "${args.command}"`);
  }
}
