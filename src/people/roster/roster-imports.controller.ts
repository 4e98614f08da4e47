import { Controller, Get, Inject, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IdSchema } from '../../contracts/common.js';
import { type RosterImport, RosterImportSchema } from '../../contracts/people.js';
import { uploadedFile } from '../../platform/files/uploaded-file.js';
import { CurrentPrincipal, Endpoint } from '../../platform/policy/endpoint.js';
import type { Principal } from '../../platform/policy/principal.js';
import { RosterImportsService } from './roster-imports.service.js';
import { templateWorkbook } from './workbooks.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('roster-imports')
@Controller('roster-imports')
export class RosterImportsController {
  constructor(@Inject(RosterImportsService) private readonly imports: RosterImportsService) {}

  @Post()
  @Endpoint({ action: 'people.import', answer: RosterImportSchema, status: 202, takesFile: true })
  async upload(
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<RosterImport> {
    return this.imports.upload(principal, await uploadedFile(request));
  }

  @Get('template.xlsx')
  @Endpoint({ action: 'people.import' })
  async template(@Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    return workbook(reply, 'danh-sach-mau.xlsx', await templateWorkbook());
  }

  @Get(':importId')
  @Endpoint({ action: 'people.import', answer: RosterImportSchema })
  get(
    @CurrentPrincipal() principal: Principal,
    @Param('importId', { schema: IdSchema }) importId: string,
  ): Promise<RosterImport> {
    return this.imports.get(principal, importId);
  }

  @Post(':importId/apply')
  @Endpoint({ action: 'people.import', answer: RosterImportSchema, status: 202 })
  apply(
    @CurrentPrincipal() principal: Principal,
    @Param('importId', { schema: IdSchema }) importId: string,
  ): Promise<RosterImport> {
    return this.imports.apply(principal, importId);
  }

  @Get(':importId/rejected.xlsx')
  @Endpoint({ action: 'people.import' })
  async rejected(
    @CurrentPrincipal() principal: Principal,
    @Param('importId', { schema: IdSchema }) importId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return workbook(reply, 'dong-bi-tu-choi.xlsx', await this.imports.rejected(principal, importId));
  }
}

function workbook(reply: FastifyReply, name: string, content: Buffer): StreamableFile {
  void reply.header('cache-control', 'no-store');
  return new StreamableFile(content, { type: XLSX, disposition: `attachment; filename="${name}"` });
}
