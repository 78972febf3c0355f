import * as l10n from '@vscode/l10n';
import { exec } from 'node:child_process';
import { fail, succeed, type Result } from '../../domain/failure';
import { maskText } from '../masking/maskText';

/** Milliseconds that a command may take. */
export const commandTime = 15_000;

/**
 * Runs the user's own command in the system's shell and takes the first line that it prints as the password. Fails with
 * `authentication`; the words name what the command said on its error output, never what it printed.
 */
export async function passwordFrom(command: string): Promise<Result<string>> {
  return new Promise((resolve) => {
    exec(command, { timeout: commandTime, windowsHide: true, maxBuffer: 64 * 1024 }, (error, printed, said) => {
      const [password = ''] = printed.split(/\r?\n/);
      if (error?.killed) resolve(fail('authentication', l10n.t('The password command took longer than {0} s.', commandTime / 1000), { hint: l10n.t('Run it in a terminal: it may wait for an answer there, or for a sign-in that has expired.') }));
      else if (error) resolve(fail('authentication', l10n.t('The password command failed with code {0}.', error.code ?? '?'), { ...(said.trim() && { detail: maskText(said.trim()).slice(0, 500) }) }));
      else if (password === '') resolve(fail('authentication', l10n.t('The password command printed no password.')));
      else resolve(succeed(password));
    });
  });
}
