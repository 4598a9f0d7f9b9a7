#include "formats/pdf/repair.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace gridlift::pdf {

namespace {

/// Poppler makes a field object for each path to a field; real forms have some thousands.
constexpr std::uint64_t kMostFieldPaths = 100'000;

/// Objects looked at before a walk gives up.
constexpr std::size_t kMostObjects = 1'000'000;

/// Poppler refuses a page with more annotations, and then every page after it.
constexpr std::size_t kMostAnnotations = 10'000;

struct PageTree {
  std::vector<ObjectId> leaves;   ///< in order
  std::size_t broken = 0;         ///< entries that are neither pages nor nodes of the tree
  std::vector<ObjectId> crowded;  ///< pages with too many annotations
};

PageTree walk_pages(const Document& document, const Value& root, std::size_t limit) {
  PageTree tree;
  std::unordered_set<std::uint64_t> seen;
  std::vector<ObjectId> open{root.id};
  while (!open.empty() && tree.leaves.size() < limit && seen.size() < kMostObjects) {
    const ObjectId id = open.back();
    open.pop_back();
    if (!seen.insert(id.key()).second) continue;
    const Value node = document.fetch(id);
    if (!node.is(Value::Kind::dictionary)) {
      ++tree.broken;
      continue;
    }
    const Value kids = document.resolved(node["Kids"]);
    // As Poppler decides: what has /Kids is a node of the tree, whatever its /Type says.
    if (!kids.is(Value::Kind::array)) {
      tree.leaves.push_back(id);
      const Value& annotations = node["Annots"];
      if (!annotations.is(Value::Kind::null) && document.resolved(annotations).items.size() > kMostAnnotations)
        tree.crowded.push_back(id);
      continue;
    }
    for (auto kid = kids.items.rbegin(); kid != kids.items.rend(); ++kid) {
      if (kid->is(Value::Kind::reference)) open.push_back(kid->id);
    }
  }
  return tree;
}

std::vector<ObjectId> repair_pages(Document& document, const Value& catalog, Context& context) {
  const Value& root = catalog["Pages"];
  if (!root.is(Value::Kind::reference)) return {};
  const Value claimed = document.resolved(document.fetch(root.id)["Count"]);
  const auto limit = static_cast<std::size_t>(std::min<std::uint64_t>(context.limits.pages, kMostObjects - 1)) + 1;
  const PageTree tree = walk_pages(document, root, limit);
  const std::size_t leaves = tree.leaves.size();
  for (const ObjectId page : tree.crowded) {
    document.erase(page, "Annots");
    context.diagnostics.cut("pdf-annotations-dropped", "a page has too many annotations; they are left out");
  }
  if (tree.broken > 0) {
    context.diagnostics.cut("pdf-page-unreadable",
                            std::to_string(tree.broken) + " entries of the page tree are damaged and are left out");
  }
  if (leaves == 0 || (claimed.is(Value::Kind::number) && claimed.number == static_cast<double>(leaves)))
    return tree.leaves;
  // Beyond the limit the true count does not matter, as long as the claim is as large.
  if (leaves == limit && claimed.is(Value::Kind::number) && claimed.number >= static_cast<double>(limit) &&
      claimed.number < 10.0 * kMostObjects)
    return tree.leaves;
  document.set_page_count(root.id, static_cast<int>(leaves));
  context.diagnostics.info("pdf-page-count-fixed", "the file claims another number of pages than the " +
                                                       std::to_string(leaves) + " that its page tree has");
  return tree.leaves;
}

/// Paths to fields below a node, counted once for each node and without end in a loop.
class FieldPaths {
 public:
  explicit FieldPaths(const Document& document) : document_(document) {}

  std::uint64_t count(const std::vector<Value>& fields) {
    std::uint64_t sum = 0;
    for (const Value& field : fields) {
      if (field.is(Value::Kind::reference)) sum = std::min(sum + below(field.id), kMostFieldPaths + 1);
    }
    return sum;
  }

 private:
  struct Frame {
    std::uint64_t key;
    std::vector<Value> kids;
    std::size_t next = 0;
    std::uint64_t sum = 1;
  };

  Frame frame(ObjectId id) const {
    Value kids = document_.resolved(document_.fetch(id)["Kids"]);
    return {id.key(), kids.is(Value::Kind::array) ? std::move(kids.items) : std::vector<Value>()};
  }

  std::uint64_t below(ObjectId root) {
    if (const auto known = counts_.find(root.key()); known != counts_.end()) return known->second;
    std::vector<Frame> open;
    open.push_back(frame(root));
    counts_[root.key()] = kMostFieldPaths + 1;  // while it is open, meeting it again is a loop
    while (true) {
      Frame& top = open.back();
      if (top.next == top.kids.size() || counts_.size() > kMostObjects) {
        const std::uint64_t sum = std::min(top.sum, kMostFieldPaths + 1);
        counts_[top.key] = sum;
        open.pop_back();
        if (open.empty()) return sum;
        open.back().sum = std::min(open.back().sum + sum, kMostFieldPaths + 1);
        continue;
      }
      const Value& kid = top.kids[top.next++];
      if (!kid.is(Value::Kind::reference)) continue;
      if (const auto known = counts_.find(kid.id.key()); known != counts_.end()) {
        top.sum = std::min(top.sum + known->second, kMostFieldPaths + 1);
        continue;
      }
      counts_[kid.id.key()] = kMostFieldPaths + 1;
      open.push_back(frame(kid.id));
    }
  }

  const Document& document_;
  std::unordered_map<std::uint64_t, std::uint64_t> counts_;
};

void drop_endless_fields(Document& document, const Value& catalog, Context& context) {
  const Value form = document.resolved(catalog["AcroForm"]);
  const Value fields = document.resolved(form["Fields"]);
  if (!fields.is(Value::Kind::array) || fields.items.empty()) return;
  if (FieldPaths(document).count(fields.items) <= kMostFieldPaths) return;
  for (const Value& field : fields.items) {
    if (field.is(Value::Kind::reference)) document.clear(field.id);
  }
  context.diagnostics.cut("pdf-form-dropped", "the form fields refer to each other without end and are left out");
}

}  // namespace

std::vector<ObjectId> repair(Document& document, Context& context) {
  const Value catalog = document.catalog();
  std::vector<ObjectId> pages = repair_pages(document, catalog, context);
  drop_endless_fields(document, catalog, context);
  return pages;
}

}  // namespace gridlift::pdf
