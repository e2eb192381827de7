#pragma once

/// What happened to a watched descriptor.
struct ccurl_event {
  int descriptor;
  int readable;
  int writable;
  /// The connection failed or was hung up.
  int failed;
};

/// How a TCP connection ended.
enum ccurl_peer_state {
  /// It is open, or it cannot be told.
  CCURL_PEER_OPEN = 0,
  /// The peer closed its side in order.
  CCURL_PEER_CLOSED = 1,
  /// The connection was reset or never stood.
  CCURL_PEER_RESET = 2,
};

/// Opens an epoll set; -1 on failure. The caller closes it.
int ccurl_poller_open(void);
/// Watches a descriptor for reading, writing or both, or changes what it is watched for; -1 on failure.
int ccurl_poller_watch(int poller, int descriptor, int readable, int writable);
/// Stops watching a descriptor.
void ccurl_poller_forget(int poller, int descriptor);
/// Waits up to `milliseconds` (-1: for ever) for at most `capacity` (up to 64) events; their number, 0 when interrupted.
int ccurl_poller_wait(int poller, struct ccurl_event *_Nonnull events, int capacity, int milliseconds);

/// Opens an eventfd that can wake a poller; -1 on failure. The caller closes it.
int ccurl_waker_open(void);
/// Wakes whoever watches the descriptor; from any thread.
void ccurl_waker_wake(int waker);
/// Takes back the wake-up.
void ccurl_waker_drain(int waker);

/// How the TCP connection of a socket stands.
enum ccurl_peer_state ccurl_look_at_peer(int socket);
/// The local port of a socket; -1 when it has none.
int ccurl_local_port(int socket);
/// A duplicate of a descriptor, closed on exec; -1 on failure. The caller closes it.
int ccurl_duplicate(int descriptor);
/// Sends without raising SIGPIPE; the number of bytes, 0 when it would block, -1 on failure.
long ccurl_send(int socket, const unsigned char *_Nonnull bytes, unsigned long count);
/// Receives what is there; the number of bytes, 0 at the end, -1 when it would block, else the negative errno less 1.
long ccurl_receive(int socket, unsigned char *_Nonnull bytes, unsigned long capacity);
/// Blocks all signals for the calling thread, SIGPIPE among them.
void ccurl_block_signals(void);
