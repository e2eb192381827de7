#pragma once

#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
#include <stddef.h>

/// `curl_easy_setopt` is variadic, which Swift cannot call: one wrapper per C type of value. Strings and lists:
/// libcurl copies strings; a list must live as long as the handle.
static inline CURLcode ccurl_set_long(CURL *_Nonnull handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_offset(CURL *_Nonnull handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_string(CURL *_Nonnull handle, CURLoption option, const char *_Nullable value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_list(
    CURL *_Nonnull handle, CURLoption option, struct curl_slist *_Nullable value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *_Nonnull handle, CURLoption option, void *_Nullable value) {
  return curl_easy_setopt(handle, option, value);
}

/// Receives header lines or body bytes; fewer than `size * count` in return ends the transfer.
typedef size_t (*ccurl_bytes_callback)(
    char *_Nullable bytes, size_t size, size_t count, void *_Nullable context);
/// Called as bytes move, counted on the wire; anything but 0 ends the transfer.
typedef int (*ccurl_progress_callback)(
    void *_Nullable context, curl_off_t to_load, curl_off_t loaded, curl_off_t to_send, curl_off_t sent);
/// Opens the socket for an address, or refuses with `CURL_SOCKET_BAD`.
typedef curl_socket_t (*ccurl_open_callback)(
    void *_Nullable context, curlsocktype purpose, struct curl_sockaddr *_Nullable address);
/// Closes a socket of ours. The context must outlive the connection, not only the transfer.
typedef int (*ccurl_close_callback)(void *_Nullable context, curl_socket_t socket);
/// Called when a connection is ready for the request, new or used again; anything but 0 ends the transfer.
typedef int (*ccurl_ready_callback)(
    void *_Nullable context, char *_Nullable remote, char *_Nullable local, int remote_port, int local_port);
/// Called with the `SSL_CTX` of a new connection before its handshake.
typedef CURLcode (*ccurl_tls_callback)(CURL *_Nullable handle, void *_Nullable tls, void *_Nullable context);

static inline CURLcode ccurl_set_write(
    CURL *_Nonnull handle, ccurl_bytes_callback _Nonnull function, void *_Nullable context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
  return code ? code : curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, function);
}

static inline CURLcode ccurl_set_header(
    CURL *_Nonnull handle, ccurl_bytes_callback _Nonnull function, void *_Nullable context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
  return code ? code : curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, function);
}

static inline CURLcode ccurl_set_progress(
    CURL *_Nonnull handle, ccurl_progress_callback _Nonnull function, void *_Nullable context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
  if (!code) code = curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  return code ? code : curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, function);
}

static inline CURLcode ccurl_set_open(
    CURL *_Nonnull handle, ccurl_open_callback _Nonnull function, void *_Nullable context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, context);
  return code ? code : curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, function);
}

static inline CURLcode ccurl_set_close(
    CURL *_Nonnull handle, ccurl_close_callback _Nonnull function, void *_Nullable context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, context);
  return code ? code : curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, function);
}

static inline CURLcode ccurl_set_ready(
    CURL *_Nonnull handle, ccurl_ready_callback _Nonnull function, void *_Nullable context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_PREREQDATA, context);
  return code ? code : curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, function);
}

static inline CURLcode ccurl_set_tls(
    CURL *_Nonnull handle, ccurl_tls_callback _Nonnull function, void *_Nullable context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_SSL_CTX_DATA, context);
  return code ? code : curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, function);
}

/// A number about a transfer; -1 when libcurl does not have it.
static inline long ccurl_get_long(CURL *_Nonnull handle, CURLINFO info) {
  long value = -1;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : -1;
}

/// A count or a time in microseconds about a transfer; -1 when libcurl does not have it.
static inline curl_off_t ccurl_get_offset(CURL *_Nonnull handle, CURLINFO info) {
  curl_off_t value = -1;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : -1;
}

/// A text about a transfer, valid until the handle is used again; `NULL` when libcurl does not have it.
static inline const char *_Nullable ccurl_get_string(CURL *_Nonnull handle, CURLINFO info) {
  const char *value = NULL;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : NULL;
}

/// The transfer's open socket; `CURL_SOCKET_BAD` when it has none.
static inline curl_socket_t ccurl_get_socket(CURL *_Nonnull handle) {
  curl_socket_t value = CURL_SOCKET_BAD;
  return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &value) == CURLE_OK ? value : CURL_SOCKET_BAD;
}

/// The `SSL` of the transfer's connection, borrowed; only within the ready callback. `NULL` without TLS.
static inline void *_Nullable ccurl_get_tls(CURL *_Nonnull handle) {
  struct curl_tlssessioninfo *info = NULL;
  if (curl_easy_getinfo(handle, CURLINFO_TLS_SSL_PTR, &info) != CURLE_OK || !info) return NULL;
  return info->backend == CURLSSLBACKEND_OPENSSL ? info->internals : NULL;
}

/// Tells what libcurl waits for on a socket (`CURL_POLL_…`).
typedef int (*ccurl_socket_callback)(
    CURL *_Nullable handle, curl_socket_t socket, int what, void *_Nullable context, void *_Nullable unused);
/// Tells when libcurl wants to be called: in milliseconds from now, -1 for never.
typedef int (*ccurl_timer_callback)(CURLM *_Nullable multi, long milliseconds, void *_Nullable context);

static inline CURLMcode ccurl_multi_set_long(CURLM *_Nonnull multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode ccurl_multi_set_callbacks(
    CURLM *_Nonnull multi, ccurl_socket_callback _Nonnull sockets, ccurl_timer_callback _Nonnull timer,
    void *_Nullable context) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
  if (!code) code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, sockets);
  if (!code) code = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
  return code ? code : curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
}

/// The next transfer that ended, with its code; `NULL` when there is none.
static inline CURL *_Nullable ccurl_multi_next_ended(CURLM *_Nonnull multi, CURLcode *_Nonnull code) {
  int left = 0;
  for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
    if (message->msg != CURLMSG_DONE) continue;
    *code = message->data.result;
    return message->easy_handle;
  }
  return NULL;
}

/// libcurl's version as a number (`0x075801`).
static inline unsigned ccurl_version_number(void) {
  return curl_version_info(CURLVERSION_NOW)->version_num;
}

/// libcurl's version as text; valid for the life of the process.
static inline const char *_Nullable ccurl_version_text(void) {
  return curl_version_info(CURLVERSION_NOW)->version;
}

/// The TLS library of libcurl as text (`OpenSSL/3.0.19`), valid for the life of the process; `NULL` without TLS.
static inline const char *_Nullable ccurl_tls_text(void) {
  return curl_version_info(CURLVERSION_NOW)->ssl_version;
}
