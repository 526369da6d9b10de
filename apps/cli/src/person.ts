import { userInfo } from 'node:os';

/** Who gives the command, for the record; a container's user may have no name. */
export function person(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody at the command line';
  }
}
