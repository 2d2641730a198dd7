/** A command of package.json: gets the arguments after its name, returns the exit code. Throws ToolError or CommandError. */
export type Tool = (args: readonly string[]) => number | Promise<number>;
