#include "raise/singular.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace tenon::raise {
namespace {

/// How a plural ends, and what stands there in the singular.
struct Rule {
  std::string_view many;
  std::string_view one;
};

/// Words that go by no rule, or against the one that their ending has.
constexpr Rule kWords[] = {
    // what is one and many
    {"data", "data"},
    {"metadata", "metadata"},
    {"news", "news"},
    {"series", "series"},
    {"species", "species"},
    {"lens", "lens"},
    {"alias", "alias"},
    {"canvas", "canvas"},
    {"bias", "bias"},
    {"gas", "gas"},
    {"atlas", "atlas"},
    // no `s` at all
    {"people", "person"},
    {"children", "child"},
    {"men", "man"},
    {"women", "woman"},
    {"feet", "foot"},
    {"teeth", "tooth"},
    {"mice", "mouse"},
    {"criteria", "criterion"},
    {"phenomena", "phenomenon"},
    // from Latin and Greek
    {"indices", "index"},
    {"vertices", "vertex"},
    {"matrices", "matrix"},
    {"appendices", "appendix"},
    {"axes", "axis"},
    {"crises", "crisis"},
    {"diagnoses", "diagnosis"},
    {"prognoses", "prognosis"},
    // `-ie`, where most have `-y`
    {"movies", "movie"},
    {"cookies", "cookie"},
    {"calories", "calorie"},
    {"selfies", "selfie"},
    {"hoodies", "hoodie"},
    {"zombies", "zombie"},
    {"rookies", "rookie"},
    {"ties", "tie"},
    {"pies", "pie"},
    {"lies", "lie"},
    // `-che`, where most have `-ch`; `-xe`, `-oe`
    {"caches", "cache"},
    {"niches", "niche"},
    {"headaches", "headache"},
    {"avalanches", "avalanche"},
    {"shoes", "shoe"},
    {"toes", "toe"},
    {"foes", "foe"},
    // `-use`, where most have `-us`
    {"uses", "use"},
    {"excuses", "excuse"},
    {"abuses", "abuse"},
    {"fuses", "fuse"},
    // `-s`, where most that end so have `-se`
    {"lenses", "lens"},
    {"canvases", "canvas"},
    {"gases", "gas"},
    {"atlases", "atlas"},
    {"quizzes", "quiz"},
    // others that end as a singular does
    {"menus", "menu"},
    {"apis", "api"},
    {"shelves", "shelf"},
    {"knives", "knife"},
    {"wolves", "wolf"},
};

/// The first that fits; the longer ones stand first.
constexpr Rule kEndings[] = {
    {"theses", "thesis"},  // hypotheses
    {"lyses", "lysis"},    // analyses
    {"auses", "ause"},     // clauses
    {"ouses", "ouse"},     // warehouses
    {"iases", "ias"},      // aliases
    {"sses", "ss"},        // addresses
    {"shes", "sh"},        // dishes
    {"ches", "ch"},        // branches
    {"tzes", "tz"},        // waltzes
    {"uses", "us"},        // statuses
    {"xes", "x"},          // boxes
    {"oes", "o"},          // heroes
    {"ies", "y"},          // categories
    {"ss", "ss"},          // address
    {"us", "us"},          // status
    {"is", "is"},          // analysis
    {"s", ""},
};

}  // namespace

std::string singular(const std::string& name) {
  const std::size_t noun = name.rfind('_') + 1;  // 0 where there is one word
  const std::string_view word = std::string_view(name).substr(noun);
  const auto* whole = std::ranges::find(kWords, word, &Rule::many);
  if (whole != std::end(kWords)) return name.substr(0, noun) + std::string(whole->one);
  const auto* ending = std::ranges::find_if(kEndings, [&](const Rule& each) {
    return word.ends_with(each.many) && word.size() > each.many.size();
  });
  if (ending == std::end(kEndings)) return name;
  return name.substr(0, name.size() - ending->many.size()) + std::string(ending->one);
}

}  // namespace tenon::raise
