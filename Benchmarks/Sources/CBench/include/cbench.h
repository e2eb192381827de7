#pragma once

/// What a child process used, in microseconds; `status` is its exit code, 128 and more for a signal.
struct cbench_usage {
  long wall;
  long processor;
  int status;
};

/// Runs a program and waits for its end. `arguments` ends with NULL and begins with the program's path.
/// `output` receives stdout and stderr, `NULL` for nothing. `network` is a descriptor of a network namespace, -1 for
/// ours. -1 when it could not be started.
int cbench_run(
    char *const _Nullable *_Nonnull arguments, const char *_Nullable output, int network,
    struct cbench_usage *_Nonnull usage);
/// As `cbench_run`, without waiting: the process id, -1 on failure. It ends when this process does.
int cbench_start(char *const _Nullable *_Nonnull arguments, const char *_Nullable output, int network);
/// Ends a process that was started, and waits for it.
void cbench_stop(int process);

/// One transfer to be made bare. Strings are borrowed for the call.
struct cbench_transfer {
  /// `NULL` for a hello.
  const char *_Nullable method;
  const char *_Nonnull url;
  /// Header lines, separated by newlines.
  const char *_Nonnull headers;
  const char *_Nullable body;
  /// An entry for `CURLOPT_CONNECT_TO`.
  const char *_Nonnull connect_to;
  /// Whether it needs a connection of its own.
  int fresh;
  /// Of a hello: the version offered (0x0300 to 0x0304).
  int version;
};

/// What bare transfers took, in microseconds, and the connections that were made. `failed` counts transfers without
/// an answer.
struct cbench_bare {
  long wall;
  long processor;
  int connections;
  int handshakes;
  int failed;
};

/// Makes transfers one after another with libcurl's easy interface, and nothing besides. Certificates are verified
/// against the PEM file `roots`. -1 when libcurl cannot be used.
int cbench_transfer_all(
    const struct cbench_transfer *_Nonnull transfers, int count, const char *_Nonnull roots,
    struct cbench_bare *_Nonnull result);

/// Two network namespaces, joined by a link that delays every packet; lives as long as this process.
struct cbench_link {
  /// Descriptors of the namespaces. The client is 10.78.0.1, the server 10.78.0.2 and 10.78.0.3.
  int client;
  int server;
};

/// Opens the link; `delay` in microseconds each way. Needs root and /dev/net/tun. An errno, 0 on success.
int cbench_link_open(long delay, struct cbench_link *_Nonnull link);
