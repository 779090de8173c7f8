/*
 * The reader: opens WebSockets to a chat server, sends messages, reads and counts what arrives; the least a load generator
 * can do, so that ours has something to be measured against. One thread, epoll, one buffer for all connections; it looks
 * at the frames' headers and at nothing else.
 *
 *   cc -O2 -o reader reader.c
 *   ./reader PORT CONNECTIONS ROOMS SECONDS RATE        RATE messages a second over all connections
 *   ./reader PORT CONNECTIONS ROOMS SECONDS -INFLIGHT   INFLIGHT messages under way in each room
 *
 * Connection n joins room bench-<n mod ROOMS>. Once all are open it sends for two seconds, then measures for SECONDS.
 * Prints: messages received a second, CPU microseconds (user and system) for each. Frames of less than 64 KiB. For
 * measuring only.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_FD 65536

/* Bytes of the current frame that are still to come, and a header that one read brought only in part. */
static struct state {
    int left, head_length, room;
    unsigned char head[4];
} states[MAX_FD];

static unsigned char buffer[65536];
static long messages;
static int fds[MAX_FD], connections, rooms, in_flight, sending, turn[MAX_FD], received[MAX_FD];

static void die(const char *what) {
    perror(what);
    exit(1);
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

static double cpu(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double) (u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double) (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static void send_one(int fd) {
    unsigned char frame[158] = {0x81, 0x80 | 126, 0, 150, 1, 2, 3, 4};
    for (int i = 0; i < 150; i++) frame[8 + i] = (unsigned char) ('x' ^ frame[4 + (i & 3)]);
    if (send(fd, frame, sizeof frame, MSG_NOSIGNAL) != sizeof frame) die("send");
}

/* One message has arrived; in the closed model the next one leaves when every member has the last. */
static void arrived(struct state *s) {
    messages++;
    if (in_flight && sending && ++received[s->room] == connections / rooms) {
        received[s->room] = 0;
        turn[s->room] = (turn[s->room] + 1) % (connections / rooms);
        send_one(fds[turn[s->room] * rooms + s->room]);
    }
}

/* Counts the messages whose last byte is in these. */
static void count(struct state *s, const unsigned char *p, long n) {
    while (n > 0) {
        if (s->left) {
            long take = s->left < n ? s->left : n;
            s->left -= (int) take, p += take, n -= take;
            if (!s->left) arrived(s);
            continue;
        }
        s->head[s->head_length++] = *p++, n--;
        int wanted = s->head_length < 2 || (s->head[1] & 127) < 126 ? 2 : 4;
        if (s->head_length == wanted) {
            s->left = wanted == 2 ? s->head[1] & 127 : s->head[2] << 8 | s->head[3];
            s->head_length = 0;
            if (!s->left) arrived(s);
        }
    }
}

static int open_one(int port, int number, int room) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t) port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1, length = 0;
    if (fd < 0 || fd >= MAX_FD || connect(fd, (struct sockaddr *) &to, sizeof to) < 0) die("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    char request[512], answer[4096];
    int n = snprintf(request, sizeof request,
        "GET /ws?room=bench-%d&username=r%d&client_id=r%d&announce=false HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        room, number, number, port);
    if (send(fd, request, (size_t) n, 0) != n) die("send");
    for (;;) {
        long got = recv(fd, answer + length, sizeof answer - 1 - (size_t) length, 0);
        if (got <= 0) die("handshake");
        length += (int) got;
        answer[length] = 0;
        char *end = strstr(answer, "\r\n\r\n");
        if (end) {
            if (strncmp(answer, "HTTP/1.1 101", 12)) {
                fprintf(stderr, "refused: %.80s\n", answer);
                exit(1);
            }
            count(&states[fd], (unsigned char *) end + 4, length - (end + 4 - answer));
            return fd;
        }
    }
}

int main(int argc, char **argv) {
    if (argc < 6) {
        fprintf(stderr, "usage: reader PORT CONNECTIONS ROOMS SECONDS RATE|-INFLIGHT\n");
        return 64;
    }
    int port = atoi(argv[1]), epoll_fd = epoll_create1(0);
    connections = atoi(argv[2]), rooms = atoi(argv[3]);
    double length = atof(argv[4]), rate = atof(argv[5]);
    if (rate < 0) in_flight = (int) -rate, rate = 0;
    for (int i = 0; i < connections; i++) {
        int fd = open_one(port, i, i % rooms);
        struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
        if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl");
        states[fd].room = i % rooms;
        fds[i] = fd;
    }
    double start = seconds(), from = start + 2, to = from + length, cpu_from = 0, now;
    long first = -1, sent = 0;
    struct epoll_event events[1024];
    while ((now = seconds()) < to) {
        if (first < 0 && now >= from) first = messages, cpu_from = cpu();
        if (in_flight && !sending && now >= start + 0.5) { /* by then every "joined" has been read */
            sending = 1;
            for (int r = 0; r < rooms; r++)
                for (int i = 0; i < in_flight; i++) send_one(fds[i % (connections / rooms) * rooms + r]);
        }
        while (sent < (long) ((now - start) * rate)) send_one(fds[sent++ % connections]);
        int n = epoll_wait(epoll_fd, events, 1024, 1);
        for (int i = 0; i < n; i++) {
            long got = recv(events[i].data.fd, buffer, sizeof buffer, MSG_DONTWAIT);
            if (got < 0 && errno == EAGAIN) continue;
            if (got <= 0) die("closed by the server");
            count(&states[events[i].data.fd], buffer, got);
        }
    }
    long counted = messages - first;
    printf("%.0f %.2f\n", (double) counted / length, counted ? (cpu() - cpu_from) * 1e6 / (double) counted : 0);
}
