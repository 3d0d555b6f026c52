/** The time. The server never asks the platform for it, so that tests set it. */
export interface Clock {
  now(): Date;
}
