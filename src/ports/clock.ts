/** The desk's time, epoch milliseconds. In rehearsal it may run faster than the wall. */
export interface Clock {
  now(): number;
}
