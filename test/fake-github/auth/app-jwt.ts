import { verify } from 'node:crypto';
import { HttpProblem } from '../http/problem.ts';
import type { App } from '../state/app.ts';
import type { World } from '../state/world.ts';

const tenMinutes = 600;
/** Clocks differ; GitHub's own guide advises setting `iat` a minute back. */
const drift = 60;

const undecodable = () => new HttpProblem(401, 'A JSON web token could not be decoded');

const part = (text: string | undefined): Map<string, unknown> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text ?? '', 'base64url').toString());
    if (typeof value === 'object' && value !== null) return new Map(Object.entries(value));
  } catch {
    throw undecodable();
  }
  throw undecodable();
};

/** The App a JSON web token speaks for; throws the refusal GitHub gives. */
export const verifyAppJwt = (world: World, jwt: string): App => {
  const [head, payload, signature] = jwt.split('.');
  const claims = part(payload);
  if (part(head).get('alg') !== 'RS256' || !signature) throw undecodable();
  const app = findIssuer(world, claims.get('iss'));
  const signed = verify(
    'RSA-SHA256',
    Buffer.from(`${head}.${payload}`),
    app.publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!signed) throw undecodable();
  checkTimes(claims, Math.floor(world.now().getTime() / 1000));
  return app;
};

const findIssuer = (world: World, issuer: unknown): App => {
  if (issuer === undefined) throw new HttpProblem(401, "Missing 'issuer' claim ('iss') in assertion");
  const app = [...world.apps.values()].find(({ id, clientId }) => String(id) === String(issuer) || clientId === issuer);
  if (!app) throw new HttpProblem(404, 'Integration not found');
  return app;
};

const checkTimes = (claims: Map<string, unknown>, now: number): void => {
  const issued = claims.get('iat');
  const expires = claims.get('exp');
  if (typeof issued !== 'number' || !Number.isInteger(issued) || issued > now + drift) {
    const message = "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
    throw new HttpProblem(401, message);
  }
  if (typeof expires !== 'number' || expires <= now) {
    const when = 'must be a numeric value representing the future time at which the assertion expires';
    throw new HttpProblem(401, `'Expiration time' claim ('exp') ${when}`);
  }
  if (expires > now + tenMinutes)
    throw new HttpProblem(401, "'Expiration time' claim ('exp') is too far in the future");
};
