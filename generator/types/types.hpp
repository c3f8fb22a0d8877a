// The tables of what the language can name: column types, functions for defaults, index methods, attributes.
// A new one is a row here. Nothing in this folder knows the syntax or the targets.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::types {

/// Which literals of the language a type takes as a default or in a seed.
enum class Literal { kNone, kText, kInteger, kDecimal, kFloat, kBoolean, kJson };

/// What index methods have operator classes for.
enum Family : unsigned {
  kScalar = 1U,
  kText = 2U,
  kContainer = 4U,  ///< arrays and jsonb
  kNetwork = 8U,
  kRange = 16U,
  kDocument = 32U,  ///< tsvector
  kEmbedding = 64U,
  kBits = 128U,
  kMultirange = 256U,
  kMap = 512U,       ///< hstore
  kTerms = 1024U,    ///< ltree, tsquery
  kPlane = 2048U,    ///< point
  kLabel = 8192U,    ///< bool, enums: no summary for brin
  kFolded = 16384U,  ///< citext
  kOpaque = 4096U,   ///< xml: in no index, and equal to nothing
};

/// A column type.
struct ColumnType {
  std::string_view name;  ///< in the language, and in Postgres
  std::string_view cpp;   ///< C++ type of a value
  Literal literal;        ///< what a default may be
  int min_parameters;     ///< `varchar(n)` takes 1, `numeric(p,s)` 0 to 2
  int max_parameters;
  bool ordered;  ///< has a btree order that a keyset page can follow
  bool json;     ///< can stand in a struct, as JSON holds it
  Family family;
  std::string_view carrier;  ///< the type that a value is cast to and from on its way to C++; empty for none
  std::string_view extension;  ///< that it comes with; empty for Postgres's own
  /// SQL of a sample value: `{n}` is the row's number, `{tenant}` the tenant's key, `{column}` the column's
  /// name,
  /// `{i}` its place in the table, `{p}` the first parameter. Later columns have later times, as checks tend
  /// to ask.
  std::string_view sample;
  std::string_view description;
  std::string_view header = "";  ///< of the runtime, for a C++ type that `types.hpp` hasn't
};

std::span<const ColumnType> column_types();
/// By name or synonym (`int`, `boolean`, …); null where there is none.
const ColumnType* find_column_type(std::string_view name);
std::vector<std::string> column_type_names();
/// Whether two of its values can be told apart: else it is in no key and no unique constraint.
bool has_equality(const ColumnType& type);
/// The type by which values of any length reach it: an explicit cast to `bit` without one cuts off.
std::string_view of_any_length(std::string_view name);
/// What somebody may have meant who wrote the name of a type that other languages have: `int8` for `long`.
std::string_view meant_type(std::string_view name);

/// The oldest version of an extension that the generated SQL works with; empty for any.
std::string_view minimum_version(std::string_view extension);

/// What extended statistics tell the planner of some columns together.
struct StatisticsKind {
  std::string_view name;
  std::string_view description;
};

/// By name, as the catalog's are listed.
std::span<const StatisticsKind> statistics_kinds();
std::vector<std::string> statistics_kind_names();

/// A function that a default may call without backticks.
struct DefaultFunction {
  std::string_view name;
  std::string_view sql;
  std::span<const std::string_view> types;  ///< of the columns that may have it
};

const DefaultFunction* find_default_function(std::string_view name);
std::vector<std::string> default_function_names();

struct OperatorClass {
  std::string_view name;
  std::string_view type;
  int max_dimensions;  ///< of the type's values; 0 where that is no matter
};

/// The extension that an operator class comes with; empty for Postgres's own, and for those not known here.
std::string_view extension_of_class(std::string_view name);

/// How much of an index a search looks at: more takes longer, and misses fewer of the nearest rows.
struct SearchEffort {
  std::string_view option;   ///< of `search vector … (…)`; empty where there is none
  std::string_view setting;  ///< the session variable
  int usual = 0;             ///< unless the schema says otherwise
  int most = 0;
  std::string_view iterative_scan;  ///< the session variable that lets a scan go on until enough rows match
};

/// An index method, as its capabilities: rules ask these, never the name.
struct IndexMethod {
  std::string_view name;
  bool can_order;  ///< ASC, DESC, NULLS FIRST and LAST
  bool can_include;
  bool many_columns;
  bool tenant_led;  ///< serves a search by equality on its first column
  bool needs_operator_class;
  unsigned families;                                ///< with default operator classes
  std::string_view scalar_extension;                ///< brings those for scalars and text
  std::span<const OperatorClass> operator_classes;  ///< those known; empty where any is taken
  std::span<const std::string_view> options;        ///< of WITH (…)
  SearchEffort effort = {};
};

/// A distance between vectors, as `search vector` names it.
struct Metric {
  std::string_view name;
  std::string_view suffix;     ///< of the operator class: `vector_cosine_ops`
  std::string_view operation;  ///< of the distance
  std::string_view score;      ///< of a distance: the nearer, the higher
};

const Metric* find_metric(std::string_view name);
std::vector<std::string> metric_names();

/// The configurations that Postgres parses text with, `english` and the like.
std::vector<std::string> text_languages();

const IndexMethod* find_index_method(std::string_view name);
std::vector<std::string> index_method_names();

/// Where an attribute may stand.
enum Place : unsigned {
  kPlainField = 1U,
  kRelation = 2U,
  kStructField = 4U,
  kEntity = 8U,
  kEnum = 16U,
  kEnumValue = 32U,
  kUniqueMember = 64U,
  kExcludeMember = 128U,
  kSessionVariable = 256U,
  kQueryParameter = 512U,
  kKeyMember = 1024U,
  kForeignKeyMember = 2048U,
  kIndexMember = 4096U,
  kCheckMember = 8192U,
  kTypeAttribute = 16384U,
  kPartitionItem = 32768U,
};

/// `a relation`, `an entity`, …
std::string_view place_name(unsigned place);

enum class AttributeId {
  kKey,
  kUnique,
  kCheck,
  kTouch,
  kVersion,
  kColumn,
  kNamed,
  kSerial,
  kOnDelete,
  kOnUpdate,
  kPii,
  kSecret,
  kExample,
  kGenerated,
  kIdentity,
  kCollate,
  kDeferrable,
  kWas,
  kBackfill,
  kEncrypted,
  kActor,
  kJson,
  kAllow,
  kUnknown,
  kUnguarded,
};

enum class Argument {
  kNone,
  kName,
  kOptionalName,
  kOptionalNames,  ///< any of the choices, each once
  kSql,
  kValue,
  kString,
  kSpelled,  ///< a name, or as a string what is none: an enum's label, a column's name
  kOptionalString,
  kLint,  ///< a lint and a reason, any number of times; the lints read them
};

struct Attribute {
  AttributeId id;
  std::string_view name;
  unsigned places;                            ///< of `Place`
  Argument argument;                          ///< at most one
  std::span<const std::string_view> choices;  ///< of a name; empty for any
  std::string_view description;
};

std::span<const Attribute> attributes();
const Attribute* find_attribute(std::string_view name);
std::vector<std::string> attribute_names();
/// What is written here for an attribute that other languages have, as a sentence; `{0}` in it stands for its
/// argument, and `{1}` for that without its quotes. Empty for one that nobody has.
std::string_view meant_attribute(std::string_view name);

}  // namespace tenon::types
