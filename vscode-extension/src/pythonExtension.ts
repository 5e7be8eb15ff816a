/** The interpreter that the Python extension would run, if somebody has that extension. It is not required. */
import * as vscode from "vscode";

interface PythonExtension {
  readonly environments: {
    getActiveEnvironmentPath(): { readonly path: string };
    resolveEnvironment(environment: { readonly path: string }): Promise<
      { readonly executable: { readonly uri?: vscode.Uri } } | undefined
    >;
  };
}

const PATIENCE = 5_000;

export async function chosenInterpreter(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<PythonExtension>("ms-python.python");
  // Its choice may come from the opened folder, so it counts only where that folder is trusted.
  if (extension === undefined || !vscode.workspace.isTrusted) {
    return undefined;
  }
  try {
    return await Promise.race([ask(extension), nothingAfter(PATIENCE)]);
  } catch {
    return undefined; // Another extension's failure is not ours: the search goes on.
  }
}

async function ask(extension: vscode.Extension<PythonExtension>): Promise<string | undefined> {
  const api = extension.isActive ? extension.exports : await extension.activate();
  const environment = await api.environments.resolveEnvironment(api.environments.getActiveEnvironmentPath());
  return environment?.executable.uri?.fsPath;
}

function nothingAfter(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, undefined));
}
