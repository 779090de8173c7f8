/*
 * The limit: a chat server that does nothing but read and write sockets, so that the reference server has something to
 * be measured against that no server can beat by much. One thread, epoll, no Redis: a message goes to the room's local
 * members with one write(2) each and to the peer instances over plain TCP.
 *
 *   cc -O2 -o limit limit.c
 *   ./limit PORT PEER_PORT [OTHER_PEER_PORT ...]     listens on PORT for WebSockets, on PEER_PORT for peers
 *
 * It speaks as much of docs/protocol.md as a load test needs: room, username and client_id in the query, a "joined"
 * frame, chat_message frames whose text is the sender's. It trusts its clients: for measuring only.
 * A number in BATCH (default 1) makes it join that many messages into one write, to show what batching can bring.
 * A file named in COUNT is kept at four 64-bit numbers, so that what any load generator got done can be read from outside:
 * messages written to members, members joined, and when the first and the last of them did (monotonic ns).
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_FD 65536
#define MAX_ROOMS 4096
#define MESSAGE_MAX 65536
#define PEER_HEAD 69 /* between peers: the frame's length, the room's name, the frame */

enum kind { NONE, LISTEN_WS, LISTEN_PEER, HANDSHAKE, MEMBER, PEER };

struct connection {
    enum kind kind;
    int room, index, length;
    char username[65];
    unsigned char *input;
};

struct room {
    char name[65];
    int *members, count, capacity;
    unsigned char *waiting;
    int waiting_length, waiting_messages;
};

static struct connection connections[MAX_FD];
static struct room rooms[MAX_ROOMS];
static int epoll_fd, peers[64], peer_count, batch = 1, port;
static unsigned long sequence;
static struct { uint64_t delivered, joined, first_ns, last_ns; } uncounted, *counts = &uncounted;

static uint32_t rol(uint32_t v, int n) { return v << n | v >> (32 - n); }

static void sha1(const unsigned char *data, size_t length, unsigned char out[20]) {
    uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    unsigned char block[128] = {0};
    size_t total = length + 9 <= 64 ? 64 : 128;
    memcpy(block, data, length);
    block[length] = 0x80;
    for (int i = 0; i < 8; i++) block[total - 1 - i] = (unsigned char) ((uint64_t) length * 8 >> 8 * i);
    for (size_t at = 0; at < total; at += 64) {
        uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
        for (int i = 0; i < 16; i++)
            w[i] = (uint32_t) block[at + 4 * i] << 24 | block[at + 4 * i + 1] << 16 | block[at + 4 * i + 2] << 8
                | block[at + 4 * i + 3];
        for (int i = 16; i < 80; i++) w[i] = rol(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        for (int i = 0; i < 80; i++) {
            uint32_t f, k;
            if (i < 20) f = (b & c) | (~b & d), k = 0x5A827999;
            else if (i < 40) f = b ^ c ^ d, k = 0x6ED9EBA1;
            else if (i < 60) f = (b & c) | (b & d) | (c & d), k = 0x8F1BBCDC;
            else f = b ^ c ^ d, k = 0xCA62C1D6;
            uint32_t t = rol(a, 5) + f + e + k + w[i];
            e = d, d = c, c = rol(b, 30), b = a, a = t;
        }
        h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
    }
    for (int i = 0; i < 20; i++) out[i] = (unsigned char) (h[i / 4] >> (24 - 8 * (i % 4)));
}

static void accept_key(const char *key, char out[29]) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char text[128], d[21] = {0};
    int n = snprintf((char *) text, sizeof text, "%s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
    sha1(text, (size_t) n, d);
    for (int i = 0, o = 0; i < 21; i += 3, o += 4) {
        uint32_t v = (uint32_t) d[i] << 16 | d[i + 1] << 8 | d[i + 2];
        for (int j = 0; j < 4; j++) out[o + j] = alphabet[v >> (18 - 6 * j) & 63];
    }
    out[27] = '=';
    out[28] = 0;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void watch(int fd, enum kind kind) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    if (fd >= MAX_FD || epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl");
    memset(&connections[fd], 0, sizeof connections[fd]);
    connections[fd].kind = kind;
}

static int listen_on(int at) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t) at), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (struct sockaddr *) &address, sizeof address) < 0 || listen(fd, 4096) < 0) die("listen");
    return fd;
}

static void leave(int fd) {
    struct connection *c = &connections[fd];
    if (c->kind == MEMBER) {
        struct room *r = &rooms[c->room];
        int last = r->members[--r->count];
        r->members[c->index] = last;
        connections[last].index = c->index;
    }
    if (c->kind == PEER)
        for (int i = 0; i < peer_count; i++)
            if (peers[i] == fd) peers[i] = peers[--peer_count];
    free(c->input);
    memset(c, 0, sizeof *c);
    close(fd);
}

static void put(int fd, const unsigned char *data, int length) {
    while (length > 0) {
        ssize_t n = send(fd, data, (size_t) length, MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN) continue; /* the limit never queues: it waits for the socket */
        if (n < 0) return;
        data += n, length -= (int) n;
    }
}

static int room_named(const char *name) {
    uint32_t slot = 2166136261u;
    for (const char *c = name; *c; c++) slot = (slot ^ (unsigned char) *c) * 16777619u;
    while (rooms[slot %= MAX_ROOMS].waiting && strcmp(rooms[slot].name, name)) slot++;
    struct room *r = &rooms[slot];
    if (!r->waiting) {
        snprintf(r->name, sizeof r->name, "%s", name);
        r->waiting = malloc(1 << 20);
    }
    return (int) slot;
}

static void count_into(const char *file) {
    int fd = open(file, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || ftruncate(fd, sizeof *counts) < 0) die(file);
    counts = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (counts == MAP_FAILED) die("mmap");
    close(fd);
}

static void count_member(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    counts->last_ns = (uint64_t) t.tv_sec * 1000000000u + (uint64_t) t.tv_nsec;
    if (!counts->joined++) counts->first_ns = counts->last_ns;
}

static void flush_room(struct room *r) {
    for (int i = 0; i < r->count; i++) put(r->members[i], r->waiting, r->waiting_length);
    counts->delivered += (uint64_t) r->count * (uint64_t) r->waiting_messages;
    r->waiting_length = r->waiting_messages = 0;
}

static void deliver(int room, const unsigned char *frame, int length) {
    struct room *r = &rooms[room];
    if (r->waiting_length + length > 1 << 20) flush_room(r);
    memcpy(r->waiting + r->waiting_length, frame, (size_t) length);
    r->waiting_length += length;
    if (++r->waiting_messages >= batch) flush_room(r);
}

static int frame_of(unsigned char *out, const char *json, int length) {
    int head = 2;
    out[0] = 0x81;
    if (length < 126) out[1] = (unsigned char) length;
    else out[1] = 126, out[2] = (unsigned char) (length >> 8), out[3] = (unsigned char) length, head = 4;
    memcpy(out + head, json, (size_t) length);
    return head + length;
}

static void chat(int fd, const unsigned char *text, int length) {
    static char json[MESSAGE_MAX + 512];
    static unsigned char out[MESSAGE_MAX + 700];
    struct connection *c = &connections[fd];
    int n = sprintf(json,
        "{\"type\":\"chat_message\",\"id\":\"limit-%d-%lu\",\"server_id\":\"limit-%d\",\"room\":\"%s\",\"username\":\"%s\",\"text\":\"",
        port, ++sequence, port, rooms[c->room].name, c->username);
    memcpy(json + n, text, (size_t) length);
    n += length;
    n += sprintf(json + n, "\",\"timestamp\":\"2026-01-01T00:00:00.000Z\"}");
    int size = frame_of(out + PEER_HEAD, json, n);
    deliver(c->room, out + PEER_HEAD, size);
    memcpy(out, &size, 4);
    memcpy(out + 4, rooms[c->room].name, sizeof rooms[0].name);
    for (int i = 0; i < peer_count; i++) put(peers[i], out, size + PEER_HEAD);
}

static void parameter(const char *query, const char *name, char *out, size_t size) {
    char key[32];
    snprintf(key, sizeof key, "%s=", name);
    const char *at = strstr(query, key);
    size_t n = at ? strcspn(at + strlen(key), "& \r\n") : 0;
    if (n >= size) n = size - 1;
    memcpy(out, at ? at + strlen(key) : "", n);
    out[n] = 0;
}

static void upgrade(int fd) {
    struct connection *c = &connections[fd];
    c->input[c->length] = 0;
    char *end = strstr((char *) c->input, "\r\n\r\n"), *key = strcasestr((char *) c->input, "sec-websocket-key:");
    if (!end) return;
    if (!key) {
        leave(fd);
        return;
    }
    char value[64], accepted[29], answer[256], room[65], json[256];
    unsigned char frame[300];
    sscanf(key + 18, " %60s", value);
    accept_key(value, accepted);
    parameter((char *) c->input, "room", room, sizeof room);
    parameter((char *) c->input, "username", c->username, sizeof c->username);
    int n = sprintf(answer, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", accepted);
    put(fd, (unsigned char *) answer, n);
    n = sprintf(json, "{\"type\":\"joined\",\"room\":\"%s\",\"server_id\":\"limit-%d\"}", room, port);
    put(fd, frame, frame_of(frame, json, n));
    c->kind = MEMBER;
    c->room = room_named(room);
    c->length = 0;
    struct room *r = &rooms[c->room];
    if (r->count == r->capacity) r->members = realloc(r->members, sizeof(int) * (size_t) (r->capacity = r->capacity * 2 + 64));
    c->index = r->count;
    r->members[r->count++] = fd;
    count_member();
}

static void frames(int fd) {
    struct connection *c = &connections[fd];
    int at = 0;
    while (c->length - at >= 6) {
        unsigned char *p = c->input + at;
        int length = p[1] & 127, head = 6;
        if (length == 126) {
            if (c->length - at < 8) break;
            length = p[2] << 8 | p[3], head = 8;
        }
        if (c->length - at < head + length) break;
        unsigned char *mask = p + head - 4, *data = p + head;
        for (int i = 0; i < length; i++) data[i] ^= mask[i & 3];
        if ((p[0] & 15) == 8) {
            leave(fd);
            return;
        }
        if ((p[0] & 15) == 9) {
            unsigned char pong[130] = {0x8A, (unsigned char) length};
            memcpy(pong + 2, data, (size_t) length);
            put(fd, pong, length + 2);
        }
        if ((p[0] & 15) == 1) chat(fd, data, length);
        at += head + length;
    }
    memmove(c->input, c->input + at, (size_t) (c->length -= at));
}

static void peer_messages(int fd) {
    struct connection *c = &connections[fd];
    int at = 0;
    while (c->length - at >= PEER_HEAD) {
        int size;
        memcpy(&size, c->input + at, 4);
        if (c->length - at < PEER_HEAD + size) break;
        deliver(room_named((char *) c->input + at + 4), c->input + at + PEER_HEAD, size);
        at += PEER_HEAD + size;
    }
    memmove(c->input, c->input + at, (size_t) (c->length -= at));
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: limit PORT PEER_PORT [OTHER_PEER_PORT ...]\n");
        return 64;
    }
    if (getenv("BATCH")) batch = atoi(getenv("BATCH"));
    if (getenv("COUNT")) count_into(getenv("COUNT"));
    port = atoi(argv[1]);
    epoll_fd = epoll_create1(0);
    int ws = listen_on(port), peer = listen_on(atoi(argv[2]));
    watch(ws, LISTEN_WS);
    watch(peer, LISTEN_PEER);
    for (int i = 3; i < argc; i++) {
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t) atoi(argv[i])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
        while (connect(fd, (struct sockaddr *) &address, sizeof address) < 0) {
            close(fd);
            usleep(100000);
            fd = socket(AF_INET, SOCK_STREAM, 0);
        }
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        peers[peer_count++] = fd;
    }
    struct epoll_event events[1024];
    for (;;) {
        int n = epoll_wait(epoll_fd, events, 1024, -1);
        for (int i = 0; i < n; i++) {
            int fd = events[i].data.fd;
            struct connection *c = &connections[fd];
            if (c->kind == LISTEN_WS || c->kind == LISTEN_PEER) {
                int one = 1, client;
                while ((client = accept4(fd, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
                    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                    watch(client, c->kind == LISTEN_WS ? HANDSHAKE : PEER);
                }
                continue;
            }
            int capacity = c->kind == PEER ? 1 << 20 : 8192;
            if (!c->input) c->input = malloc((size_t) capacity + 1);
            ssize_t got = recv(fd, c->input + c->length, (size_t) (capacity - c->length), 0);
            if (got < 0 && errno == EAGAIN) continue;
            if (got <= 0) {
                leave(fd);
                continue;
            }
            c->length += (int) got;
            if (c->kind == HANDSHAKE) upgrade(fd);
            if (connections[fd].kind == MEMBER && c->length) frames(fd);
            if (connections[fd].kind == PEER) peer_messages(fd);
        }
        if (batch > 1)
            for (int i = 0; i < MAX_ROOMS; i++)
                if (rooms[i].waiting_messages) flush_room(&rooms[i]);
    }
}
