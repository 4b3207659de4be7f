import type { Permission } from '../../../config/config.ts';
import { code } from '../../../text/escape.ts';
import type { GitHub } from '../../api/github.ts';
import { roleOf, roles } from '../../api/role-of.ts';
import { type AskedCommand, CommandRefused } from './command.ts';

/**
 * Asks GitHub, now, whether somebody may.
 *
 * @throws CommandRefused where they may not, and where GitHub does not say: unknown means no
 */
export async function assertRole(github: GitHub, { ref, by }: AskedCommand, needed: Permission): Promise<void> {
  let role: Permission | undefined;
  try {
    role = await roleOf(github, ref, by.login);
  } catch {
    throw new CommandRefused(`GitHub did not return the role of ${code(by.login)}, so nothing was done. Try again.`);
  }
  if (role !== undefined && roles.indexOf(role) >= roles.indexOf(needed)) return;
  throw new CommandRefused(
    `${code(by.login)} does not have the role ${needed} in this repository, which this command requires.`,
  );
}
