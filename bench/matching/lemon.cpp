// Solves a DIMACS minimum-cost flow with LEMON's network simplex and prints one line of JSON. The file
// is streamed, once for each thing that is wanted of it: what stays in memory is LEMON's.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <sys/resource.h>
#include <cstdio>
#include <cstdlib>
#include <string>

using Graph = lemon::SmartDigraph;
using Int = long long;

struct Reader {
  FILE* file;
  char buffer[1 << 16];
  size_t at = 0, end = 0;
  explicit Reader(const char* path) : file(fopen(path, "rb")) {
    if (!file) { perror(path); exit(2); }
  }
  ~Reader() { fclose(file); }
  int get() {
    if (at == end) { at = 0; end = fread(buffer, 1, sizeof buffer, file); }
    return at < end ? (unsigned char)buffer[at++] : EOF;
  }
  Int integer() {
    int c = get();
    while (c != EOF && c != '-' && (c < '0' || c > '9')) c = get();
    bool negative = c == '-';
    if (negative) c = get();
    Int value = 0;
    for (; c >= '0' && c <= '9'; c = get()) value = value * 10 + (c - '0');
    if (c == '\n') at--;
    return negative ? -value : value;
  }
};

template <class OnSize, class OnNode, class OnArc>
void read(const char* path, OnSize onSize, OnNode onNode, OnArc onArc) {
  Reader in(path);
  for (int kind; (kind = in.get()) != EOF;) {
    if (kind == 'p') { Int nodes = in.integer(); onSize(nodes, in.integer()); }
    if (kind == 'n') { Int node = in.integer(); onNode(node - 1, in.integer()); }
    if (kind == 'a') { Int v[5]; for (Int& x : v) x = in.integer(); onArc(v[0] - 1, v[1] - 1, v[3], v[4]); }
    while (kind != '\n' && kind != EOF) kind = in.get();
  }
}

static double cpu() {
  rusage u; getrusage(RUSAGE_SELF, &u);
  return u.ru_utime.tv_sec + u.ru_stime.tv_sec + 1e-6 * (u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

// The kernel hands ru_maxrss down from the process that started this one; VmHWM is our own.
static long peakKb() {
  long kb = 0; char line[256];
  if (FILE* f = fopen("/proc/self/status", "r")) {
    while (!kb && fgets(line, sizeof line, f)) sscanf(line, "VmHWM: %ld", &kb);
    fclose(f);
  }
  rusage u; getrusage(RUSAGE_SELF, &u);
  return kb ? kb : u.ru_maxrss;
}

static std::string decimal(__int128 value) {
  if (value < 0) return "-" + decimal(-value);
  std::string last(1, char('0' + int(value % 10)));
  return value < 10 ? last : decimal(value / 10) + last;
}

int main(int count, char** args) {
  if (count != 2) { fprintf(stderr, "usage: lemon file\n"); return 2; }
  const char* path = args[1];
  auto noSize = [](Int, Int) {};
  auto noNode = [](Int, Int) {};
  Graph graph;
  read(path, [&](Int nodes, Int arcs) {
    graph.reserveNode(nodes); graph.reserveArc(arcs);
    while (nodes--) graph.addNode();
  }, noNode, [&](Int from, Int to, Int, Int) { graph.addArc(graph.nodeFromId(from), graph.nodeFromId(to)); });
  lemon::NetworkSimplex<Graph, Int, Int> simplex(graph);
  {
    Graph::NodeMap<Int> supply(graph, 0);
    Graph::ArcMap<Int> map(graph);
    int arc = 0;
    read(path, noSize, [&](Int node, Int flow) { supply[graph.nodeFromId(node)] = flow; },
         [&](Int, Int, Int capacity, Int) { map[graph.arcFromId(arc++)] = capacity; });
    simplex.supplyMap(supply).upperMap(map);
    arc = 0;
    read(path, noSize, noNode, [&](Int, Int, Int, Int cost) { map[graph.arcFromId(arc++)] = cost; });
    simplex.costMap(map);
  }
  double began = cpu();
  auto status = simplex.run();
  double took = cpu() - began;
  if (status != simplex.OPTIMAL) { fprintf(stderr, "no optimal flow: %d\n", int(status)); return 1; }
  printf("{\"cost\": \"%s\", \"cpu\": %.6f, \"peak_kb\": %ld}\n",
         decimal(simplex.totalCost<__int128>()).c_str(), took, peakKb());
}
