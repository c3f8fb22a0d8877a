// The columns of a view: their names, types, and whether they can be NULL.
#pragma once

#include "sema/context/context.hpp"
#include "sql/analysis/analysis.hpp"
#include "sql/query.hpp"

namespace tenon::sema {

/// What stands in FROM; no columns where they aren't known.
struct ViewSource {
  std::string name;
  const std::vector<ir::Column>* columns = nullptr;
  bool nullable = false;
};

/// The place of an offset in SQL, over the word that is there.
Span sql_span(const ast::Sql& sql, std::size_t offset);

class ViewTypes {
 public:
  ViewTypes(const Reading& context, const ast::View& view, const sql::Query& query,
            std::vector<ViewSource> sources)
      : context_(context), view_(view), query_(query), sources_(std::move(sources)) {}

  /// The column that an output is, or nothing: what is wrong with it is reported.
  [[nodiscard]] std::optional<ir::Column> column(const sql::Output& output) const;

 private:
  [[nodiscard]] std::optional<ir::Column> of(const sql::Output& output) const;
  [[nodiscard]] std::optional<ir::Column> of_reference(const sql::Output& output) const;
  [[nodiscard]] std::optional<ir::Column> of_variable(const sql::Output& output) const;
  [[nodiscard]] std::optional<ir::Column> of_cast(const sql::Output& output) const;
  [[nodiscard]] std::optional<ir::Column> of_declared(const sql::Output& output) const;
  [[nodiscard]] std::optional<ir::Column> of_call(const sql::Output& output) const;
  [[nodiscard]] std::optional<ir::Column> of_coalesce(const sql::Output& output) const;
  [[nodiscard]] std::optional<ir::Column> of_analysis(const sql::Output& output) const;
  [[nodiscard]] std::optional<ir::Column> told(const sql::Output& output) const;
  void report_unknown_column(const sql::Output& output) const;

  const Reading& context_;
  const ast::View& view_;
  const sql::Query& query_;
  std::vector<ViewSource> sources_;
  mutable std::optional<std::vector<sql::OutputColumn>> analysed_;
  mutable bool reported_ = false;
};

}  // namespace tenon::sema
