/** Certificates made in the test (RFC 5280), signed by ECDSA on P-256 with SHA-256. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface Certificate {
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
}

interface Issuer extends Certificate {
  readonly name: string;
  readonly privateKey: KeyObject;
}

export interface Wanted {
  /** The common name. */
  readonly name: string;
  /** Host names that it is for. */
  readonly hosts?: readonly string[];
  /** Its last day, like 20300101; in a hundred years unless told. */
  readonly until?: string;
}

/** A certificate authority of one's own; `issue` makes what it vouches for. */
export function createAuthority(name: string): Certificate & { readonly issue: (wanted: Wanted) => Certificate } {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const authority = make({ name }, keys, { name, privateKey: keys.privateKey }, [extension(oids.basicConstraints, sequence(boolean))]);
  return {
    ...authority,
    issue: (wanted) => make(wanted, generateKeyPairSync('ec', { namedCurve: 'P-256' }), { name, privateKey: keys.privateKey }, wanted.hosts ? [extension(oids.subjectAltName, sequence(...wanted.hosts.map((host) => der(0x82, Buffer.from(host)))))] : []),
  };
}

function make({ name, until = '21261121' }: Wanted, keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }, issuer: Pick<Issuer, 'name' | 'privateKey'>, extensions: readonly Buffer[]): Certificate {
  const algorithm = sequence(oids.ecdsaWithSha256);
  const content = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of((serial += 1))),
    algorithm,
    nameOf(issuer.name),
    sequence(instant('20200101'), instant(until)),
    nameOf(name),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []),
  );
  const bytes = sequence(content, algorithm, der(0x03, Buffer.of(0), sign('sha256', content, issuer.privateKey)));
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`,
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

let serial = 0;

/** A tag, the length of what follows, and that. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const boolean = der(0x01, Buffer.of(0xff));
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const oids = { ecdsaWithSha256: oid('2a8648ce3d040302'), commonName: oid('550403'), subjectAltName: oid('551d11'), basicConstraints: oid('551d13') };
const nameOf = (name: string): Buffer => sequence(der(0x31, sequence(oids.commonName, der(0x0c, Buffer.from(name)))));
const instant = (day: string): Buffer => der(0x18, Buffer.from(`${day}000000Z`));
const extension = (name: Buffer, value: Buffer): Buffer => sequence(name, der(0x04, value));
