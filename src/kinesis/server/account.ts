/** The account and region that the embedded endpoint stands for. */
export const account = "000000000000";
export const region = "us-east-1";

const prefix = `arn:aws:kinesis:${region}:${account}:stream/`;

export const arnOf = (stream: string): string => `${prefix}${stream}`;

/** The stream's name in an ARN, whatever its region and account; undefined where it is no stream's. */
export const nameInArn = (arn: string): string | undefined =>
  /^arn:aws[^:]*:kinesis:[^:]*:[^:]*:stream\/(.+)$/.exec(arn)?.[1];
