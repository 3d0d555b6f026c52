/** What time it is. The server never asks the platform, so that tests decide. */
export interface Clock {
  now(): Date;
}
