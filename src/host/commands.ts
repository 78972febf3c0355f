import { commands, type Disposable } from 'vscode';
import type { Result } from '../domain/failure';
import type { CommandId, Commands } from '../manifest';
import { presentFailure } from './failures';

/**
 * Registers a command with the arguments that the manifest gives it. A handler that returns a failure has it
 * presented, with a way on; callers of the command get the value, or undefined after a failure.
 */
export function registerCommand<Id extends CommandId>(id: Id, handler: (...given: Commands[Id]) => Promise<Result<unknown>>): Disposable {
  return commands.registerCommand(id, async (...given: Commands[Id]) => {
    const outcome = await handler(...given);
    if (outcome.ok) return outcome.value;
    // Not awaited by the caller: a message waits for a click, and other code that runs the command must not.
    void presentFailure(outcome.failure, () => commands.executeCommand(id, ...given));
    return undefined;
  });
}

/** Runs a contributed command with typed arguments. */
export const runCommand = async <Id extends CommandId>(id: Id, ...given: Commands[Id]): Promise<unknown> => commands.executeCommand(id, ...given);
