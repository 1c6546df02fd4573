#define _GNU_SOURCE
// The least that a kernel can do: it answers every cell with the text 2, in one thread, over libzmq, and runs nothing.
// What a client takes for this one no kernel of its kind can undercut.
// cc -O2 floor.c -o floor -lzmq -lcrypto; the argument is the connection file.
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zmq.h>

enum { MAX_FRAMES = 16 };
typedef struct {
  zmq_msg_t frames[MAX_FRAMES];
  int count;
  int delimiter; // where "<IDS|MSG>" is: identities are before it
} Message;

static char key[256];
static long sent;

static void receive(void *socket, Message *message) {
  message->count = 0;
  message->delimiter = -1;
  do {
    zmq_msg_t *frame = &message->frames[message->count];
    zmq_msg_init(frame);
    zmq_msg_recv(frame, socket, 0);
    if (message->delimiter < 0 && zmq_msg_size(frame) == 9 && !memcmp(zmq_msg_data(frame), "<IDS|MSG>", 9))
      message->delimiter = message->count;
    message->count++;
  } while (zmq_msg_more(&message->frames[message->count - 1]) && message->count < MAX_FRAMES);
}

static void release(Message *message) {
  for (int i = 0; i < message->count; i++) zmq_msg_close(&message->frames[i]);
}

static int is(Message *message, const char *type) {
  zmq_msg_t *header = &message->frames[message->delimiter + 2];
  char pattern[64];
  snprintf(pattern, sizeof pattern, "\"%s\"", type);
  return memmem(zmq_msg_data(header), zmq_msg_size(header), pattern, strlen(pattern)) != NULL;
}

static void answer(void *socket, Message *request, int routed, const char *type, const char *content) {
  zmq_msg_t *parent = &request->frames[request->delimiter + 2];
  char header[256];
  int length = snprintf(header, sizeof header,
      "{\"msg_id\":\"%ld\",\"msg_type\":\"%s\",\"session\":\"floor\",\"username\":\"floor\",\"date\":\"2026-01-01T00:00:00Z\",\"version\":\"5.4\"}",
      ++sent, type);
  const void *parts[] = {header, zmq_msg_data(parent), "{}", content};
  size_t sizes[] = {length, zmq_msg_size(parent), 2, strlen(content)};
  unsigned char text[8192], digest[32];
  size_t end = 0;
  for (int i = 0; i < 4; i++) {
    memcpy(text + end, parts[i], sizes[i]);
    end += sizes[i];
  }
  HMAC(EVP_sha256(), key, strlen(key), text, end, digest, NULL);
  char signature[65];
  for (int i = 0; i < 32; i++) sprintf(signature + 2 * i, "%02x", digest[i]);
  if (routed)
    for (int i = 0; i < request->delimiter; i++)
      zmq_send(socket, zmq_msg_data(&request->frames[i]), zmq_msg_size(&request->frames[i]), ZMQ_SNDMORE);
  else
    zmq_send(socket, type, strlen(type), ZMQ_SNDMORE);
  zmq_send(socket, "<IDS|MSG>", 9, ZMQ_SNDMORE);
  zmq_send(socket, signature, 64, ZMQ_SNDMORE);
  for (int i = 0; i < 4; i++) zmq_send(socket, parts[i], sizes[i], i < 3 ? ZMQ_SNDMORE : 0);
}

static void field(const char *file, const char *name, char *into) {
  char pattern[64];
  snprintf(pattern, sizeof pattern, "\"%s\":", name);
  const char *at = strstr(file, pattern);
  at = at ? at + strlen(pattern) : "0";
  at += strspn(at, " \"");
  size_t length = strcspn(at, "\",}\n ");
  memcpy(into, at, length);
  into[length] = 0;
}

static void *bound(void *context, int type, const char *file, const char *port) {
  char number[256], address[300];
  field(file, port, number);
  snprintf(address, sizeof address, "tcp://127.0.0.1:%s", number);
  void *socket = zmq_socket(context, type);
  if (zmq_bind(socket, address)) exit(1);
  return socket;
}

int main(int argc, char **argv) {
  char file[4096] = {0};
  FILE *stream = argc > 1 ? fopen(argv[1], "r") : NULL;
  if (!stream || !fread(file, 1, sizeof file - 1, stream)) return 2;
  field(file, "key", key);
  void *context = zmq_ctx_new();
  void *shell = bound(context, ZMQ_ROUTER, file, "shell_port"), *control = bound(context, ZMQ_ROUTER, file, "control_port");
  void *iopub = bound(context, ZMQ_PUB, file, "iopub_port"), *heartbeat = bound(context, ZMQ_REP, file, "hb_port");
  bound(context, ZMQ_ROUTER, file, "stdin_port");
  zmq_pollitem_t items[] = {{shell, 0, ZMQ_POLLIN, 0}, {control, 0, ZMQ_POLLIN, 0}, {heartbeat, 0, ZMQ_POLLIN, 0}};
  for (Message message;;) {
    zmq_poll(items, 3, -1);
    if (items[2].revents) {
      receive(heartbeat, &message);
      zmq_send(heartbeat, zmq_msg_data(&message.frames[0]), zmq_msg_size(&message.frames[0]), 0);
      release(&message);
    }
    for (int i = 0; i < 2; i++) {
      if (!items[i].revents) continue;
      receive(items[i].socket, &message);
      answer(iopub, &message, 0, "status", "{\"execution_state\":\"busy\"}");
      if (is(&message, "shutdown_request")) {
        answer(items[i].socket, &message, 1, "shutdown_reply", "{\"status\":\"ok\",\"restart\":false}");
        return 0;
      }
      if (is(&message, "kernel_info_request"))
        answer(items[i].socket, &message, 1, "kernel_info_reply",
            "{\"status\":\"ok\",\"protocol_version\":\"5.4\",\"implementation\":\"floor\",\"implementation_version\":\"1\",\"language_info\":{\"name\":\"none\",\"version\":\"1\",\"mimetype\":\"text/plain\",\"file_extension\":\".txt\"},\"banner\":\"\"}");
      if (is(&message, "execute_request")) {
        answer(iopub, &message, 0, "execute_input", "{\"code\":\"1 + 1\",\"execution_count\":1}");
        answer(iopub, &message, 0, "execute_result", "{\"data\":{\"text/plain\":\"2\"},\"metadata\":{},\"execution_count\":1}");
        answer(items[i].socket, &message, 1, "execute_reply", "{\"status\":\"ok\",\"execution_count\":1,\"user_expressions\":{}}");
      }
      answer(iopub, &message, 0, "status", "{\"execution_state\":\"idle\"}");
      release(&message);
    }
  }
}
