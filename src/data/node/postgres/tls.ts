import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import { fail, succeed, type Result } from '../../../domain/failure';
import type { ResolvedAddress } from '../../serverAddress';

/** What to try in turn, by libpq's rules: TLS options, or false for a plain connection. Reads the certificate files. */
export async function encryptions(address: ResolvedAddress): Promise<Result<readonly (ConnectionOptions | false)[]>> {
  const files: Pick<ConnectionOptions, 'ca' | 'cert' | 'key'> = {};
  for (const [name, file] of [['ca', address.sslrootcert], ['cert', address.sslcert], ['key', address.sslkey]] as const) {
    if (file === undefined) continue;
    try {
      files[name] = await readFile(file, 'utf8');
    } catch {
      return fail('malformed', l10n.t('The certificate file {0} cannot be read.', file));
    }
  }
  const unverified = { ...files, rejectUnauthorized: false };
  const chainOnly = { ...files, checkServerIdentity: () => undefined };
  switch (address.ssl) {
    case 'disable':
      return succeed([false]);
    case 'allow':
      return succeed([false, unverified]);
    case 'prefer':
      return succeed([unverified, false]);
    case 'require':
      // As libpq: with a root certificate it means verify-ca.
      return succeed([files.ca ? chainOnly : unverified]);
    case 'verify-ca':
      return succeed([chainOnly]);
    case 'verify-full':
      return succeed([files]);
  }
}
