import type * as sdk from "@aws-sdk/client-s3";
import { loadAwsSdk } from "../aws-sdk.ts";
import { limit } from "./limit.ts";
import type { S3Settings } from "./types.ts";

interface Operations {
  PutObject: [sdk.PutObjectCommandInput, sdk.PutObjectCommandOutput];
  GetObject: [sdk.GetObjectCommandInput, sdk.GetObjectCommandOutput];
  HeadObject: [sdk.HeadObjectCommandInput, sdk.HeadObjectCommandOutput];
  DeleteObject: [sdk.DeleteObjectCommandInput, sdk.DeleteObjectCommandOutput];
  CreateMultipartUpload: [sdk.CreateMultipartUploadCommandInput, sdk.CreateMultipartUploadCommandOutput];
  UploadPart: [sdk.UploadPartCommandInput, sdk.UploadPartCommandOutput];
  CompleteMultipartUpload: [sdk.CompleteMultipartUploadCommandInput, sdk.CompleteMultipartUploadCommandOutput];
  AbortMultipartUpload: [sdk.AbortMultipartUploadCommandInput, sdk.AbortMultipartUploadCommandOutput];
  ListObjectsV2: [sdk.ListObjectsV2CommandInput, sdk.ListObjectsV2CommandOutput];
}

export type S3Operation = keyof Operations;

/** One S3 request by the name of its operation; throws what the AWS SDK throws. */
export type S3Send = <Name extends S3Operation>(
  operation: Name,
  input: Operations[Name][0],
) => Promise<Operations[Name][1]>;

// One less than the SDK's number of sockets, above which it prints a warning.
const requestsAtOnce = 49;

/** Sends through @aws-sdk/client-s3, which is loaded at the first request. */
export const s3Send = (settings: S3Settings): S3Send => {
  const run = limit(requestsAtOnce);
  let loaded: Promise<readonly [typeof sdk, sdk.S3Client]> | undefined;
  return (operation, input) =>
    run(async () => {
      loaded ??= load(settings);
      const [commands, client] = await loaded;
      const Command = commands[`${operation}Command`] as unknown as new (input: unknown) => unknown;
      return (await client.send(new Command(input) as never)) as never;
    });
};

const load = async (settings: S3Settings) => {
  const commands = await loadAwsSdk(() => import("@aws-sdk/client-s3"));
  return [commands, new commands.S3Client(clientConfig(settings))] as const;
};

const clientConfig = (settings: S3Settings): sdk.S3ClientConfig => {
  const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = settings;
  return {
    ...(endpoint !== undefined && { endpoint, forcePathStyle: settings.forcePathStyle ?? true }),
    ...(endpoint === undefined && settings.forcePathStyle !== undefined && { forcePathStyle: settings.forcePathStyle }),
    // A store that is not AWS takes any region, yet the SDK wants one to sign with.
    ...((region ?? endpoint) !== undefined && { region: region ?? "us-east-1" }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && {
        credentials: {
          accessKeyId,
          secretAccessKey: secretAccessKey.reveal(),
          ...(sessionToken && { sessionToken: sessionToken.reveal() }),
        },
      }),
  };
};
