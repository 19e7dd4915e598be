using System.Data;
using Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.SqlServer;

/// <summary>
/// SQL Server's own understanding of our schema, without a server: the model of its schema tools, filled from the script
/// that EF Core makes of the schema migrations. A query is checked as the body of a procedure.
/// </summary>
internal sealed class SqlServerModel : IDisposable
{
    private readonly TSqlModel _model = new(SqlServerVersion.Sql160, new TSqlModelOptions { Collation = "SQL_Latin1_General_CP1_CI_AS" });
    private int _procedures;

    private SqlServerModel()
    {
    }

    public static SqlServerModel FromSchemaMigrations()
    {
        using var context = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var script = context.GetService<IMigrator>().GenerateScript();
        var model = new SqlServerModel();
        foreach (var definition in Definitions(script))
        {
            model._model.AddObjects(definition);
        }

        return model;
    }

    public IEnumerable<string> Tables =>
        _model.GetObjects(DacQueryScopes.UserDefined, ModelSchema.Table).Select(table => table.Name.Parts[^1]);

    public IEnumerable<string> ColumnsOf(string table) =>
        _model.GetObject(ModelSchema.Table, new ObjectIdentifier("dbo", table), DacQueryScopes.UserDefined)
            .GetReferenced(Table.Columns).Select(column => column.Name.Parts[^1]);

    /// <exception cref="DacModelException">The query is not T-SQL.</exception>
    public void AddQuery(string text, IReadOnlyList<SqlParameter> parameters)
    {
        AddProcedure(text, string.Join(", ", parameters.Select(parameter => $"{parameter.ParameterName} {TypeOf(parameter)}")));
    }

    /// <summary>Adds statements with the declarations of their parameters.</summary>
    /// <exception cref="DacModelException">They are not T-SQL.</exception>
    public void AddProcedure(string text, string declarations) =>
        _model.AddObjects($"CREATE PROCEDURE [dbo].[query_{++_procedures}] {declarations} AS\nBEGIN\n{text}\nEND");

    /// <summary>Everything that SQL Server would object to, warnings included.</summary>
    public IReadOnlyList<string> Validate() => [.. _model.Validate().Select(message => message.ToString())];

    public void Dispose() => _model.Dispose();

    // The model takes definitions only; the script also begins transactions and notes what has been applied.
    private static List<string> Definitions(string script)
    {
        var fragment = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        if (errors.Count > 0)
        {
            throw new InvalidOperationException(string.Join("; ", errors.Select(error => error.Message)));
        }

        var collector = new DefinitionCollector();
        fragment.Accept(collector);
        return collector.Definitions;
    }

    private static string TypeOf(SqlParameter parameter) => parameter.SqlDbType switch
    {
        SqlDbType.NVarChar or SqlDbType.VarBinary or SqlDbType.Binary when parameter.Size <= 0 => $"{parameter.SqlDbType}(max)",
        SqlDbType.NVarChar or SqlDbType.VarBinary or SqlDbType.Binary => $"{parameter.SqlDbType}({parameter.Size})",
        var type => type.ToString(),
    };

    private sealed class DefinitionCollector : TSqlFragmentVisitor
    {
        private readonly Sql160ScriptGenerator _generator = new();
        private readonly Dictionary<string, CreateTableStatement> _tables = [];

        public List<string> Definitions { get; } = [];

        public override void ExplicitVisit(CreateTableStatement node)
        {
            _tables[node.SchemaObjectName.BaseIdentifier.Value] = node;
            Definitions.Add(TextOf(node));
        }

        public override void ExplicitVisit(CreateIndexStatement node) => Definitions.Add(TextOf(node));

        public override void ExplicitVisit(DropIndexStatement node) =>
            Definitions.RemoveAll(text => node.DropIndexClauses.OfType<DropIndexClause>().Any(clause =>
                text.StartsWith("CREATE", StringComparison.Ordinal) && text.Contains($" INDEX [{clause.Index.Value}]", StringComparison.Ordinal)));

        // A trigger comes as the text of an EXEC.
        public override void ExplicitVisit(ExecutableStringList node) =>
            Definitions.AddRange(node.Strings.OfType<StringLiteral>().Select(text => text.Value));

        // The model knows tables as they are in the end: a column that is added later belongs to the definition.
        public override void ExplicitVisit(AlterTableAddTableElementStatement node)
        {
            if (node.Definition.ColumnDefinitions.Count == 0)
            {
                Definitions.Add(TextOf(node));
                return;
            }

            var table = _tables[node.SchemaObjectName.BaseIdentifier.Value];
            var place = Definitions.IndexOf(TextOf(table));
            foreach (var column in node.Definition.ColumnDefinitions)
            {
                table.Definition.ColumnDefinitions.Add(column);
            }

            Definitions[place] = TextOf(table);
        }

        private string TextOf(TSqlFragment node)
        {
            _generator.GenerateScript(node, out var text);
            return text;
        }
    }
}
