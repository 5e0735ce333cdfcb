/** What operating systems answer when a file or a host cannot be used, as C's `strerror` words it. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EBUSY: "it is in use",
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset by peer",
  EDQUOT: "disk quota exceeded",
  EEXIST: "it exists already",
  EIO: "input or output error",
  EISDIR: "it is a folder",
  ELOOP: "too many symbolic links",
  EMFILE: "too many open files",
  ENAMETOOLONG: "the name is too long",
  ENOTFOUND: "no such host",
  ENOENT: "no such file or folder",
  ENOSPC: "no space left on device",
  ENOTDIR: "part of its path is not a folder",
  EPERM: "operation not permitted",
  ETIMEDOUT: "connection timed out",
  EROFS: "read-only file system",
};

/** Why the system refused, in a few words for a message. */
export function systemRefusal(cause: unknown): string {
  const { code, message } = cause as { readonly code?: string; readonly message?: string };
  return WORDS[code ?? ""] ?? message ?? String(cause);
}
