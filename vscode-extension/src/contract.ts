/** The server's commands and what they answer, as docs/server-commands.md states them. */
import type { CancellationToken } from "vscode";
import type * as protocol from "vscode-languageclient/node";
import type { Server } from "./server.ts";

export interface Entry {
  readonly code: string;
  readonly protocol: string;
  readonly kind: string;
  readonly text: string;
  readonly summary: string;
  readonly status: string;
}

export interface Reference {
  readonly title: string;
  readonly url: string;
}

export interface Explanation {
  readonly title: string;
  readonly markdown: string;
  readonly references?: readonly Reference[];
}

export interface Profile {
  readonly medium: string;
  readonly protocol: string | null;
  readonly format: string | null;
  readonly label: string;
  readonly chosen: boolean;
  readonly protocols: readonly string[];
}

export interface Occurrence {
  readonly start: number;
  readonly end: number;
  readonly code: string;
  readonly protocol: string;
}

type Explained =
  | { readonly text: string; readonly protocol?: string }
  | { readonly uri: string; readonly position: protocol.Position }
  | { readonly uri: string; readonly range: protocol.Range };

/** The lines of a file that hold failures: the first ones, and how many there are. */
export interface Failures {
  readonly lines: readonly { readonly line: number; readonly column: number; readonly text: string }[];
  readonly failing: number;
  readonly withCodes: number;
  readonly read: number;
}

/** Hears how much of a long command is done, in percent, and may cancel it. */
export interface Follow {
  readonly tell: (percentage: number) => void;
  readonly token: CancellationToken;
}

/** Each is undefined when the server has nothing to say, is not there, or does not know the command. */
export function search(server: Server, query: string): Promise<{ readonly entries: readonly Entry[] } | undefined> {
  return server.execute("replycodes.search", { query, limit: 100 });
}

export function explain(server: Server, what: Explained): Promise<Explanation | undefined> {
  return server.execute("replycodes.explain", what);
}

export function summarize(
  server: Server,
  what: { uri: string } | { path: string },
  follow: Follow,
): Promise<Explanation | undefined> {
  return server.execute("replycodes.summarize", what, follow);
}

export function failuresOf(server: Server, path: string, follow: Follow): Promise<Failures | undefined> {
  return server.execute("replycodes.scan", { path }, follow);
}

export function profile(server: Server, uri: string): Promise<Profile | undefined> {
  return server.execute("replycodes.profile", { uri });
}

export function chooseProtocol(server: Server, uri: string, chosen: string | null): Promise<Profile | undefined> {
  return server.execute("replycodes.profile", { uri, protocol: chosen });
}

export function scan(server: Server, text: string): Promise<{ readonly occurrences: readonly Occurrence[] } | undefined> {
  return server.execute("replycodes.scan", { text });
}
