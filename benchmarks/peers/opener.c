/*
 * The opener: opens WebSockets as fast as a server takes them, so that servers can be compared at accepting and joining
 * by something that costs next to nothing itself.
 *
 *   cc -O2 -o opener opener.c
 *   ./opener PORT PATH ANSWER CONNECTIONS ROOMS AT_ONCE ROUNDS SERVER_PID...
 *
 * PATH may hold %d three times: the room's number, and twice the connection's. A connection is open once the 101 has come
 * and, if ANSWER is "joined", a first frame. AT_ONCE are under way at a time. Each round opens all, waits until the server
 * is idle, closes all, and waits again; it connects from an address of its own, whose ports are free.
 * Prints for each round: connections a second, CPU microseconds (user and system) of the servers and of this process for
 * each. Linux, for measuring only.
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
#define ANSWER_MAX 2048

static struct opening {
    int number, length, open;
    char *answer; /* what has come so far; freed once the connection is open */
} openings[MAX_FD];

static const char *path;
static int port, await_frame, rooms, epoll_fd, fds[MAX_FD];

static void die(const char *what) {
    perror(what);
    exit(1);
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

static double own_cpu(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double) (u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double) (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

/* The CPU seconds that the processes have used so far. */
static double cpu_of(char **pids) {
    double sum = 0;
    for (; *pids; pids++) {
        char file[64], line[1024];
        unsigned long user, system;
        snprintf(file, sizeof file, "/proc/%s/stat", *pids);
        FILE *stat = fopen(file, "r");
        if (!stat || !fgets(line, sizeof line, stat)) die(file);
        fclose(stat);
        if (sscanf(strrchr(line, ')'), ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2) die(file);
        sum += (double) (user + system) / (double) sysconf(_SC_CLK_TCK);
    }
    return sum;
}

/* Until the processes use less than a tenth of a processor: they are done with what came before. */
static void await_idle(char **pids) {
    for (int i = 0; i < 60; i++) {
        double before = cpu_of(pids);
        usleep(500000);
        if (cpu_of(pids) - before < 0.05) return;
    }
    fprintf(stderr, "the server did not become idle within 30 s\n");
    exit(1);
}

static void start(int number, int round) {
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + (uint32_t) round)};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t) port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    if (fd < 0 || fd >= MAX_FD) die("socket");
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (bind(fd, (struct sockaddr *) &from, sizeof from) < 0) die("bind");
    if (connect(fd, (struct sockaddr *) &to, sizeof to) < 0 && errno != EINPROGRESS) die("connect");
    openings[fd] = (struct opening) {.number = number, .answer = malloc(ANSWER_MAX)};
    fds[number] = fd;
    struct epoll_event event = {.events = EPOLLOUT, .data.fd = fd};
    if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl");
}

static void ask(int fd) {
    char target[256], request[1024];
    int error = 0, number = openings[fd].number;
    socklen_t size = sizeof error;
    getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) errno = error, die("connect");
    snprintf(target, sizeof target, path, number % rooms, number, number);
    int n = snprintf(request, sizeof request,
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n", target, port);
    if (send(fd, request, (size_t) n, MSG_NOSIGNAL) != n) die("send");
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    if (epoll_ctl(epoll_fd, EPOLL_CTL_MOD, fd, &event) < 0) die("epoll_ctl");
}

/* Whether this completed the connection; what comes after that is read and dropped. */
static int answered(int fd) {
    static char dropped[65536];
    struct opening *o = &openings[fd];
    ssize_t got = o->open ? recv(fd, dropped, sizeof dropped, 0)
        : recv(fd, o->answer + o->length, (size_t) (ANSWER_MAX - 1 - o->length), 0);
    if (got < 0 && errno == EAGAIN) return 0;
    if (got <= 0) {
        fprintf(stderr, "connection %d was closed by the server\n", o->number);
        exit(1);
    }
    if (o->open) return 0;
    o->answer[o->length += (int) got] = 0;
    char *end = strstr(o->answer, "\r\n\r\n");
    if (!end || (await_frame && end + 4 == o->answer + o->length)) return 0;
    if (strncmp(o->answer, "HTTP/1.1 101", 12)) {
        fprintf(stderr, "refused: %.80s\n", o->answer);
        exit(1);
    }
    free(o->answer);
    return o->open = 1;
}

int main(int argc, char **argv) {
    if (argc < 9) {
        fprintf(stderr, "usage: opener PORT PATH joined|upgraded CONNECTIONS ROOMS AT_ONCE ROUNDS SERVER_PID...\n");
        return 64;
    }
    port = atoi(argv[1]), path = argv[2], await_frame = !strcmp(argv[3], "joined"), rooms = atoi(argv[5]);
    int connections = atoi(argv[4]), at_once = atoi(argv[6]), rounds = atoi(argv[7]);
    char **servers = argv + 8;
    struct epoll_event events[1024];
    epoll_fd = epoll_create1(0);
    for (int round = 1; round <= rounds; round++) {
        int started = 0, open = 0;
        await_idle(servers);
        double from = seconds(), server_from = cpu_of(servers), own_from = own_cpu();
        while (open < connections) {
            for (; started < connections && started - open < at_once; started++) start(started, round);
            int n = epoll_wait(epoll_fd, events, 1024, 20000);
            if (n <= 0) {
                fprintf(stderr, "only %d of %d connections opened, nothing for 20 s\n", open, connections);
                return 1;
            }
            for (int i = 0; i < n; i++) {
                if (events[i].events & EPOLLOUT) ask(events[i].data.fd);
                else open += answered(events[i].data.fd);
            }
        }
        double took = seconds() - from, own = own_cpu() - own_from;
        await_idle(servers); /* what joining still costs afterwards belongs to it */
        printf("%d %.0f %.1f %.1f\n", round, connections / took, (cpu_of(servers) - server_from) * 1e6 / connections, own * 1e6 / connections);
        fflush(stdout);
        for (int i = 0; i < connections; i++) close(fds[i]);
    }
    return 0;
}
